import { useState } from 'react';
import type { Forecast } from '../api/types';
import { Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { plural, score, when } from '../format';
import type { Model, ModelVersion } from '../lab/types';
import { PublishedSeries } from '../pages/PublishedSeries';
import type { Proposal } from './types';

/** What a proposal is about; asked for when the reader opens it. */
interface Subject {
    model?: Model;
    version?: ModelVersion;
    forecast?: Forecast;
}

/** Shows the subject of a proposal to those who vote on it. */
export function SubjectDetails({ proposal }: { proposal: Proposal }): React.JSX.Element {
    const [open, setOpen] = useState(false);
    return (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
            <summary>What it is about</summary>
            {open && <Loaded path={`/api/v1/councils/${proposal.council_id}/proposals/${proposal.id}/subject`} />}
        </details>
    );
}

function Loaded({ path }: { path: string }): React.JSX.Element {
    const { client } = useApp();
    const subject = useLoaded(path, () => client.get<Subject>(path));
    if (subject.error !== undefined) {
        return <Failure words={subject.error} again={subject.reload} />;
    }
    if (subject.value === undefined) {
        return <Loading what="what it is about" />;
    }
    const { model, version, forecast } = subject.value;
    return (
        <>
            {model !== undefined && version !== undefined && <VersionFacts model={model} version={version} />}
            {forecast !== undefined && (
                <>
                    <p>
                        A forecast of {plural(forecast.progress.total, 'series', 'series')},{' '}
                        {plural(forecast.horizon, 'step')} ahead, made on {when(forecast.created_at)}.
                    </p>
                    <PublishedSeries client={client} path={`${path}/results`} series={forecast.progress.total} />
                </>
            )}
        </>
    );
}

function VersionFacts({ model, version }: { model: Model; version: ModelVersion }): React.JSX.Element {
    const { lineage, metrics } = version;
    return (
        <dl className="facts">
            <div>
                <dt>Model</dt>
                <dd>
                    {model.name}, {model.kind}
                    {model.production !== undefined && `; version ${model.production} is in production`}
                </dd>
            </div>
            <div>
                <dt>Version</dt>
                <dd>
                    {version.version}, {version.stage} since {when(version.staged_at)}
                    {version.parameters?.robust === true && ', takes outliers and level shifts out first'}
                </dd>
            </div>
            <div>
                <dt>MASE</dt>
                <dd>{metrics?.mase === undefined ? 'not measured' : score(metrics.mase)}</dd>
            </div>
            <div>
                <dt>Comes from</dt>
                <dd>
                    {lineage.dataset_version === undefined
                        ? 'no experiment'
                        : `an experiment on version ${lineage.dataset_version} of the data`}
                    , engine {lineage.engine_version}
                </dd>
            </div>
            {version.notes !== undefined && (
                <div>
                    <dt>Notes</dt>
                    <dd>{version.notes}</dd>
                </div>
            )}
        </dl>
    );
}
