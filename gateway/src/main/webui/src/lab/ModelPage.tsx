import { useState } from 'react';
import { useAction } from '../account/useAction';
import type { Page } from '../api/types';
import { DatasetSelect } from '../components/DatasetSelect';
import { Link } from '../components/Link';
import { PagedList } from '../components/More';
import { Badge, Failure, Loading } from '../components/States';
import { SubmitForm, text } from '../components/SubmitForm';
import { Table } from '../components/Table';
import { useApp, useLoaded } from '../context';
import { ProposeForm } from '../council/ProposeForm';
import { score, when } from '../format';
import { useLabRole } from './useLabRole';
import type { Experiment, Model, ModelVersion, Stage } from './types';

const STAGES: Stage[] = ['draft', 'lab', 'candidate', 'production'];

/** One stage on or back, or to rest; from rest it begins again. */
function nextStages(stage: Stage): Stage[] {
    if (stage === 'retired') {
        return ['draft'];
    }
    const at = STAGES.indexOf(stage);
    return [...STAGES.filter((_, i) => Math.abs(i - at) === 1), 'retired'];
}

/** One model: its versions and how far each has come. */
export function ModelPage({ id }: { id: string }): React.JSX.Element {
    const { client, go } = useApp();
    const path = `/api/v1/models/${id}`;
    const model = useLoaded(path, () => client.get<Model>(path));
    const [round, setRound] = useState(0);
    const changes = useLabRole();
    const removal = useAction();
    if (model.error !== undefined) {
        return <Failure words={model.error} again={model.reload} />;
    }
    if (model.value === undefined) {
        return <Loading what="the model" />;
    }
    const shown = model.value;
    const reload = (): void => {
        setRound((before) => before + 1);
        model.reload();
    };
    return (
        <section>
            <div className="title">
                <h1>{shown.name}</h1>
                <span className="badge muted">{shown.kind}</span>
                {changes && (
                    <button
                        type="button"
                        className="plain"
                        disabled={removal.busy}
                        onClick={() =>
                            confirm(`Delete ${shown.name} and all its versions?`) &&
                            removal.run(async () => {
                                await client.delete(path);
                                go('/lab');
                            })
                        }
                    >
                        Delete
                    </button>
                )}
            </div>
            {removal.error !== null && <Failure words={removal.error} />}
            <PagedList<ModelVersion> path={`${path}/versions`} occasion={round} what="its versions" empty={<p>No versions.</p>}>
                {(versions) => (
                    <Table label="Versions" titles={['Version', 'Stage', 'MASE', 'Comes from', 'Since', 'Move to']}>
                        {versions.map((version) => (
                            <VersionRow key={version.version} path={path} version={version} changed={reload} />
                        ))}
                    </Table>
                )}
            </PagedList>
            {changes && <NewVersion path={path} changed={reload} />}
            {changes && <AssignForm key={`assign ${shown.versions}`} model={shown} />}
            <ProposeForm
                key={`propose ${shown.versions}`}
                kinds={['promote_model', 'retire_model']}
                subject={shown.id}
                versions={Array.from({ length: shown.versions }, (_, i) => shown.versions - i)}
            />
        </section>
    );
}

function VersionRow(props: { path: string; version: ModelVersion; changed: () => void }): React.JSX.Element {
    const { client } = useApp();
    const { version, changed } = props;
    const action = useAction();
    const changes = useLabRole();
    const { lineage } = version;
    return (
        <tr>
            <td>
                {version.version}
                {version.parameters?.robust === true && <span className="role">robust</span>}
                {version.notes !== undefined && <span className="role">{version.notes}</span>}
            </td>
            <td>
                <Badge status={version.stage} />
                {action.error !== null && <Failure words={action.error} />}
            </td>
            <td>{version.metrics?.mase === undefined ? '' : score(version.metrics.mase)}</td>
            <td>
                {lineage.dataset_id === undefined ? (
                    'no experiment'
                ) : (
                    <Link to={`/datasets/${lineage.dataset_id}`}>version {lineage.dataset_version} of the data</Link>
                )}
                <span className="role">engine {lineage.engine_version}</span>
            </td>
            <td>{when(version.staged_at)}</td>
            <td className="buttons">
                {changes &&
                    nextStages(version.stage).map((stage) => (
                        <button
                            key={stage}
                            type="button"
                            className="plain"
                            disabled={action.busy}
                            onClick={() =>
                                action.run(async () => {
                                    await client.patch(`${props.path}/versions/${version.version}`, { stage });
                                    changed();
                                })
                            }
                        >
                            {stage}
                        </button>
                    ))}
            </td>
        </tr>
    );
}

function NewVersion({ path, changed }: { path: string; changed: () => void }): React.JSX.Element {
    const { client } = useApp();
    const experiments = useLoaded('experiments', () => client.get<Page<Experiment>>('/api/v1/experiments?limit=200'));
    const done = experiments.value?.items.filter((experiment) => experiment.status === 'succeeded') ?? [];
    return (
        <details>
            <summary>Add a version</summary>
            <SubmitForm
                label="New version"
                button="Add the version"
                work={async (fields) => {
                    await client.post(`${path}/versions`, {
                        experiment_id: text(fields, 'experiment'),
                        notes: text(fields, 'notes'),
                        parameters: { robust: fields.get('robust') !== null },
                    });
                    changed();
                }}
            >
                <label>
                    Experiment behind it
                    <select name="experiment" defaultValue="">
                        <option value="">none</option>
                        {done.map((experiment) => (
                            <option key={experiment.id} value={experiment.id}>
                                {experiment.name}
                            </option>
                        ))}
                    </select>
                </label>
                <label>
                    Notes
                    <input name="notes" maxLength={10000} />
                </label>
                <label className="inline">
                    <input name="robust" type="checkbox" /> Take outliers and level shifts out first
                </label>
            </SubmitForm>
        </details>
    );
}

function AssignForm({ model }: { model: Model }): React.JSX.Element {
    const { client } = useApp();
    const [assigned, setAssigned] = useState<string | null>(null);
    return (
        <details>
            <summary>Assign it to a target</summary>
            <SubmitForm
                label="Assign"
                button="Assign the model"
                work={async (fields) => {
                    const dataset = text(fields, 'dataset');
                    const series = text(fields, 'series');
                    const target = series === undefined ? dataset : `${dataset}/${series}`;
                    const version = Number(fields.get('version'));
                    await client.post('/api/v1/lab/assign-model', { target, model_id: model.id, version });
                    setAssigned(`Forecasts of it that name no method use version ${version} from now on.`);
                }}
            >
                <DatasetSelect name="dataset" owner={model.owner_id} />
                <label>
                    One series of it (empty for all)
                    <input name="series" maxLength={500} />
                </label>
                <label>
                    Version
                    <input name="version" type="number" min={1} max={model.versions} required defaultValue={model.versions} />
                </label>
            </SubmitForm>
            {assigned !== null && <p role="status">{assigned}</p>}
        </details>
    );
}
