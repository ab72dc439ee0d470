import { useState } from 'react';
import { useAction } from '../account/useAction';
import { ApiError } from '../api/client';
import { DatasetSelect } from '../components/DatasetSelect';
import { Link } from '../components/Link';
import { Failure } from '../components/States';
import { SubmitForm, text } from '../components/SubmitForm';
import { Table } from '../components/Table';
import { useApp } from '../context';
import { when } from '../format';
import { useLabRole } from './useLabRole';
import type { Assignment } from './types';

interface Pipeline {
    target: string;
    stages: { name: string; status: string; at?: string }[];
}

/** How far a target has come, and which model it is forecast with. */
export function TargetPanel(): React.JSX.Element {
    const { client } = useApp();
    const [pipeline, setPipeline] = useState<Pipeline | null>(null);
    const [assigned, setAssigned] = useState<Assignment | null>(null);
    const look = async (target: string): Promise<void> => {
        const come = await client.get<Pipeline>(`/api/v1/lab/pipeline-status/${inPath(target)}`);
        const model = await assignment(client.get<Assignment>(`/api/v1/lab/config/${inPath(target)}`));
        setPipeline(come);
        setAssigned(model);
    };
    return (
        <div className="panel" role="group" aria-label="Targets">
            <h2>Targets</h2>
            <SubmitForm
                label="Look at a target"
                button="Look"
                work={async (fields) => {
                    const dataset = text(fields, 'dataset') ?? '';
                    const series = text(fields, 'series');
                    await look(series === undefined ? dataset : `${dataset}/${series}`);
                }}
            >
                <DatasetSelect name="dataset" />
                <label>
                    One series of it (empty for all)
                    <input name="series" maxLength={500} />
                </label>
            </SubmitForm>
            {pipeline !== null && (
                <>
                    <Table label="How far it has come" titles={['Step', 'Has come to', 'Since']}>
                        {pipeline.stages.map((stage) => (
                            <tr key={stage.name}>
                                <td>{stage.name}</td>
                                <td>{stage.status}</td>
                                <td>{stage.at === undefined ? '' : when(stage.at)}</td>
                            </tr>
                        ))}
                    </Table>
                    {assigned === null ? (
                        <p>No model is assigned: the engine chooses.</p>
                    ) : (
                        <Assigned assignment={assigned} ended={() => look(pipeline.target)} />
                    )}
                </>
            )}
        </div>
    );
}

/** A target as part of an address: its slashes stay. */
function inPath(target: string): string {
    return target.split('/').map(encodeURIComponent).join('/');
}

/** Null where none is assigned. */
async function assignment(asked: Promise<Assignment>): Promise<Assignment | null> {
    try {
        return await asked;
    } catch (failure) {
        if (failure instanceof ApiError && failure.problem.status === 404) {
            return null;
        }
        throw failure;
    }
}

function Assigned(props: { assignment: Assignment; ended: () => Promise<void> }): React.JSX.Element {
    const { client } = useApp();
    const changes = useLabRole();
    const action = useAction();
    const { user } = useApp();
    const { target, owner_id, model_id, version, kind, updated_at } = props.assignment;
    const team = owner_id === user.id ? '' : `?team_id=${owner_id}`;
    return (
        <p>
            It is forecast with{' '}
            <Link to={`/models/${model_id}`}>
                version {version} ({kind})
            </Link>{' '}
            since {when(updated_at)}.{' '}
            {changes && (
                <button
                    type="button"
                    className="plain"
                    disabled={action.busy}
                    onClick={() =>
                        action.run(async () => {
                            await client.delete(`/api/v1/lab/config/${inPath(target)}${team}`);
                            await props.ended();
                        })
                    }
                >
                    Let the engine choose
                </button>
            )}
            {action.error !== null && <Failure words={action.error} />}
        </p>
    );
}
