import { useState } from 'react';
import { useAction } from '../account/useAction';
import { DatasetSelect } from '../components/DatasetSelect';
import { Link } from '../components/Link';
import { MethodSelect } from '../components/MethodSelect';
import { PagedList } from '../components/More';
import { Badge, Empty, Failure } from '../components/States';
import { amount, SubmitForm, text } from '../components/SubmitForm';
import { Table } from '../components/Table';
import { useApp } from '../context';
import { score, when } from '../format';
import { ComparisonTable } from './ComparisonTable';
import { useLabRole } from './useLabRole';
import type { Comparison, Experiment } from './types';

const USUAL = ['auto', 'ets', 'theta', 'arima'];

/** Backtests that are kept with a name, a purpose and notes, to be compared. */
export function ExperimentsPanel({ round, changed }: { round: number; changed: () => void }): React.JSX.Element {
    const { client } = useApp();
    const [chosen, setChosen] = useState<string[]>([]);
    const [comparison, setComparison] = useState<Comparison | null>(null);
    const action = useAction();
    const changes = useLabRole();
    const choose = (id: string, wanted: boolean): void =>
        setChosen((before) => (wanted ? [...before, id] : before.filter((one) => one !== id)));
    return (
        <div className="panel" role="group" aria-label="Experiments">
            <h2>Experiments</h2>
            <PagedList<Experiment>
                path="/api/v1/experiments"
                occasion={round}
                what="experiments"
                empty={
                    <Empty>
                        <p>No experiments yet.</p>
                    </Empty>
                }
            >
                {(experiments) => (
                    <Table label="Experiments" titles={['Compare', 'Name', 'Status', 'Best', 'Begun', 'Notes']}>
                        {experiments.map((experiment) => (
                            <ExperimentRow
                                key={experiment.id}
                                experiment={experiment}
                                chosen={chosen.includes(experiment.id)}
                                choose={choose}
                                changed={changed}
                            />
                        ))}
                    </Table>
                )}
            </PagedList>
            <p className="buttons">
                <button
                    type="button"
                    disabled={chosen.length < 2 || action.busy}
                    onClick={() =>
                        action.run(async () =>
                            setComparison(
                                await client.get<Comparison>(`/api/v1/experiments/compare?ids=${chosen.join(',')}`),
                            ),
                        )
                    }
                >
                    Compare those chosen
                </button>
                <button type="button" className="plain" onClick={changed}>
                    Look again
                </button>
            </p>
            {action.error !== null && <Failure words={action.error} />}
            {comparison !== null && <ComparisonTable comparison={comparison} />}
            {changes && <NewExperiment changed={changed} />}
        </div>
    );
}

function ExperimentRow(props: {
    experiment: Experiment;
    chosen: boolean;
    choose: (id: string, wanted: boolean) => void;
    changed: () => void;
}): React.JSX.Element {
    const { client } = useApp();
    const { experiment } = props;
    const action = useAction();
    const changes = useLabRole();
    const best = experiment.metrics?.[0];
    const note = (): void => {
        const notes = prompt(`Notes on ${experiment.name}`, experiment.notes ?? '');
        if (notes !== null) {
            action.run(async () => {
                await client.patch(`/api/v1/experiments/${experiment.id}`, { notes });
                props.changed();
            });
        }
    };
    return (
        <tr>
            <td>
                <input
                    type="checkbox"
                    aria-label={`Compare ${experiment.name}`}
                    checked={props.chosen}
                    onChange={(event) => props.choose(experiment.id, event.target.checked)}
                />
            </td>
            <td>
                <Link to={`/backtests/${experiment.backtest_id}`}>{experiment.name}</Link>
            </td>
            <td>
                <Badge status={experiment.status} />
                {experiment.error !== undefined && <span className="role">{experiment.error}</span>}
                {action.error !== null && <Failure words={action.error} />}
            </td>
            <td>{best?.mase === undefined ? '' : `${best.model}, MASE ${score(best.mase)}`}</td>
            <td>{when(experiment.created_at)}</td>
            <td>
                {experiment.notes}{' '}
                {changes && (
                    <button type="button" className="plain" disabled={action.busy} onClick={note}>
                        Note
                    </button>
                )}
            </td>
        </tr>
    );
}

function NewExperiment({ changed }: { changed: () => void }): React.JSX.Element {
    const { client } = useApp();
    return (
        <details>
            <summary>Begin an experiment</summary>
            <SubmitForm
                label="New experiment"
                button="Begin"
                work={async (fields) => {
                    await client.post('/api/v1/experiments', {
                        name: text(fields, 'name'),
                        dataset_id: text(fields, 'dataset'),
                        models: fields.getAll('models'),
                        parameters: { horizon: amount(fields, 'horizon'), windows: amount(fields, 'windows') },
                        notes: text(fields, 'notes'),
                    });
                    changed();
                }}
            >
                <label>
                    Name of the experiment
                    <input name="name" required maxLength={200} />
                </label>
                <DatasetSelect name="dataset" />
                <label>
                    Steps ahead
                    <input name="horizon" type="number" min={1} max={10000} required defaultValue={12} />
                </label>
                <label>
                    Origins
                    <input name="windows" type="number" min={1} max={50} required defaultValue={3} />
                </label>
                <label>
                    Methods
                    <MethodSelect name="models" chosen={USUAL} />
                </label>
                <label>
                    What it is to find out
                    <input name="notes" maxLength={10000} />
                </label>
            </SubmitForm>
        </details>
    );
}
