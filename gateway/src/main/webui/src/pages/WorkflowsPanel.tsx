import { useState } from 'react';
import { useAction } from '../account/useAction';
import type { Workflow } from '../api/types';
import { PagedList } from '../components/More';
import { Empty, Failure } from '../components/States';
import { useApp } from '../context';
import { when } from '../format';
import { WorkflowForm } from './WorkflowForm';
import { WorkflowRuns } from './WorkflowRuns';

/** Work that comes again. */
export function WorkflowsPanel(): React.JSX.Element {
    const [round, setRound] = useState(0);
    return (
        <div className="panel" role="group" aria-label="Workflows">
            <h2>Workflows</h2>
            <PagedList<Workflow>
                path="/api/v1/workflows"
                occasion={round}
                what="workflows"
                empty={
                    <Empty>
                        <p>Nothing comes again yet.</p>
                    </Empty>
                }
            >
                {(workflows) => (
                    <ul className="rows">
                        {workflows.map((workflow) => (
                            <WorkflowRow
                                key={workflow.id}
                                workflow={workflow}
                                round={round}
                                changed={() => setRound((before) => before + 1)}
                            />
                        ))}
                    </ul>
                )}
            </PagedList>
            <details>
                <summary>Set up a new one</summary>
                <WorkflowForm made={() => setRound((before) => before + 1)} />
            </details>
        </div>
    );
}

function WorkflowRow(props: { workflow: Workflow; round: number; changed: () => void }): React.JSX.Element {
    const { workflow, round, changed } = props;
    const { client } = useApp();
    const action = useAction();
    const path = `/api/v1/workflows/${workflow.id}`;
    const change = (work: () => Promise<unknown>): void =>
        action.run(async () => {
            await work();
            changed();
        });
    const [open, setOpen] = useState(false);
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
            <button type="button" className="plain" aria-expanded={open} onClick={() => setOpen(!open)}>
                Runs of {workflow.name}
            </button>
            <button
                type="button"
                className="plain"
                disabled={action.busy}
                onClick={() => confirm(`Delete ${workflow.name}?`) && change(() => client.delete(path))}
            >
                Delete {workflow.name}
            </button>
            {open && <WorkflowRuns workflow={workflow} round={round} />}
        </li>
    );
}
