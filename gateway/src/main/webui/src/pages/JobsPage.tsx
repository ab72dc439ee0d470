import { useState } from 'react';
import { useAction } from '../account/useAction';
import type { Job } from '../api/types';
import { Link } from '../components/Link';
import { PagedList } from '../components/More';
import { Badge, Empty, Failure } from '../components/States';
import { Table } from '../components/Table';
import { useApp } from '../context';
import { plural, when } from '../format';
import { QueuePanel } from './QueuePanel';
import { UsagePanel } from './UsagePanel';
import { WorkflowsPanel } from './WorkflowsPanel';

/** What is computed for one, what comes again, and what it cost; for administrators everybody's jobs. */
export function JobsPage(): React.JSX.Element {
    const { user } = useApp();
    const [round, setRound] = useState(0);
    return (
        <section>
            <h1>Jobs</h1>
            {user.role === 'admin' && <QueuePanel round={round} />}
            <PagedList<Job>
                path="/api/v1/jobs?limit=50"
                occasion={round}
                what="jobs"
                empty={
                    <Empty>
                        <p>No jobs yet. Choose a dataset and run a forecast.</p>
                    </Empty>
                }
            >
                {(jobs) => (
                    <Table label="Jobs" titles={['Asked for', 'What', 'Done', 'Status', 'Change']}>
                        {jobs.map((job) => (
                            <JobRow key={job.id} job={job} changed={() => setRound((before) => before + 1)} />
                        ))}
                    </Table>
                )}
            </PagedList>
            <button type="button" className="plain" onClick={() => setRound((before) => before + 1)}>
                Look again
            </button>
            <WorkflowsPanel />
            <UsagePanel />
        </section>
    );
}

function JobRow({ job, changed }: { job: Job; changed: () => void }): React.JSX.Element {
    const { client } = useApp();
    const action = useAction();
    const change = (work: () => Promise<unknown>): void =>
        action.run(async () => {
            await work();
            changed();
        });
    const waits = job.status === 'queued' || job.status === 'running';
    const failed = job.status === 'failed' || job.status === 'cancelled';
    return (
        <tr>
            <td>{when(job.created_at)}</td>
            <td>
                <Link to={`/${job.kind}s/${job.id}`}>{job.kind}</Link>
                {job.priority !== 'normal' && <span className="role">{job.priority} priority</span>}
            </td>
            <td>
                {job.progress.done} of {plural(job.progress.total, 'series', 'series')}
            </td>
            <td>
                <Badge status={job.parked ? 'parked' : job.status} />
                {job.error !== undefined && <span className="role">{job.error}</span>}
                {action.error !== null && <Failure words={action.error} />}
            </td>
            <td>
                {waits && (
                    <button
                        type="button"
                        className="plain"
                        disabled={action.busy}
                        onClick={() => change(() => client.delete(`/api/v1/jobs/${job.id}`))}
                    >
                        Cancel
                    </button>
                )}
                {failed && (
                    <button
                        type="button"
                        className="plain"
                        disabled={action.busy}
                        onClick={() => change(() => client.post(`/api/v1/jobs/${job.id}/retry`))}
                    >
                        Try again
                    </button>
                )}
            </td>
        </tr>
    );
}
