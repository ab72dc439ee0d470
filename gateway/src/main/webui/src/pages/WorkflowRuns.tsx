import type { Workflow, WorkflowRun } from '../api/types';
import { Link } from '../components/Link';
import { PagedList } from '../components/More';
import { Badge } from '../components/States';
import { Table } from '../components/Table';
import { plural, when } from '../format';

/** When a workflow ran, and what came of it. */
export function WorkflowRuns({ workflow, round }: { workflow: Workflow; round: number }): React.JSX.Element {
    return (
        <PagedList<WorkflowRun>
            path={`/api/v1/workflows/${workflow.id}/runs`}
            occasion={round}
            what="its runs"
            empty={<p className="quiet">It has not run yet.</p>}
        >
            {(runs) => (
                <Table label={`Runs of ${workflow.name}`} titles={['Due', 'By', 'Status', 'Result']}>
                    {runs.map((run) => (
                        <tr key={run.id}>
                            <td>
                                {when(run.due_at)}
                                {run.missed > 0 && <span className="role">stands for {plural(run.missed, 'time')} that nobody was there for</span>}
                            </td>
                            <td>{run.trigger}</td>
                            <td>
                                <Badge status={run.status} />
                            </td>
                            <td>
                                {run.job_id !== undefined && (
                                    <Link to={`/${workflow.type}s/${run.job_id}`}>{workflow.type}</Link>
                                )}{' '}
                                {run.error}
                            </td>
                        </tr>
                    ))}
                </Table>
            )}
        </PagedList>
    );
}
