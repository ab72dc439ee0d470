import { useState } from 'react';
import { useAction } from '../account/useAction';
import type { Workflow } from '../api/types';
import { PagedList } from '../components/More';
import { Empty, Failure } from '../components/States';
import { useApp } from '../context';
import { when } from '../format';

/** Work that comes again. */
export function WorkflowsPanel(): React.JSX.Element {
    const [round, setRound] = useState(0);
    return (
        <div className="panel" role="group" aria-label="Workflows">
            <h2>Workflows</h2>
            <PagedList<Workflow>
                path={`/api/v1/workflows?_=${round}`}
                what="workflows"
                empty={
                    <Empty>
                        <p>Nothing comes again yet. A program can set workflows up: POST /api/v1/workflows.</p>
                    </Empty>
                }
            >
                {(workflows) => (
                    <ul className="rows">
                        {workflows.map((workflow) => (
                            <WorkflowRow
                                key={workflow.id}
                                workflow={workflow}
                                changed={() => setRound((before) => before + 1)}
                            />
                        ))}
                    </ul>
                )}
            </PagedList>
        </div>
    );
}

function WorkflowRow({ workflow, changed }: { workflow: Workflow; changed: () => void }): React.JSX.Element {
    const { client } = useApp();
    const action = useAction();
    const path = `/api/v1/workflows/${workflow.id}`;
    const change = (work: () => Promise<unknown>): void =>
        action.run(async () => {
            await work();
            changed();
        });
    return (
        <li>
            <span>
                {workflow.name}
                <span className="role">
                    {workflow.type} at {workflow.cron}, {workflow.timezone};{' '}
                    {workflow.next_run_at === undefined ? 'paused' : `next ${when(workflow.next_run_at)}`}
                </span>
                {action.error !== null && <Failure words={action.error} />}
            </span>
            <button
                type="button"
                className="plain"
                disabled={action.busy}
                onClick={() => change(() => client.post(`${path}/run`, {}))}
            >
                Run {workflow.name} now
            </button>
            <button
                type="button"
                className="plain"
                disabled={action.busy}
                onClick={() => change(() => client.patch(path, { paused: !workflow.paused }))}
            >
                {workflow.paused ? 'Resume' : 'Pause'} {workflow.name}
            </button>
        </li>
    );
}
