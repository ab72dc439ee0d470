import type { Queue } from '../api/types';
import { Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { plural } from '../format';

/** The queue as a whole, for administrators. */
export function QueuePanel({ round }: { round: number }): React.JSX.Element {
    const { client } = useApp();
    const queue = useLoaded(`queue/${round}`, () => client.get<Queue>('/api/v1/jobs/queue'));
    if (queue.error !== undefined) {
        return <Failure words={queue.error} again={queue.reload} />;
    }
    if (queue.value === undefined) {
        return <Loading what="the queue" />;
    }
    const { queued, running, people, parked, failed_last_day, succeeded_last_day, oldest_wait_s, workers } =
        queue.value;
    return (
        <div className="panel" role="group" aria-label="Queue">
            <h2>Queue</h2>
            <p>
                {plural(running, 'job')} at work and {queued} waiting, of {plural(people, 'person', 'people')}
                {oldest_wait_s !== undefined && `; the oldest waits for ${Math.round(oldest_wait_s)} s`}.
            </p>
            <p>
                Last day: {succeeded_last_day} done, {failed_last_day} failed. {parked} parked.
            </p>
            <ul className="rows">
                {workers.map((worker) => (
                    <li key={worker.id}>
                        <span>
                            {worker.name}
                            <span className="role">
                                at {worker.jobs.length} of {plural(worker.slots, 'task')}
                            </span>
                        </span>
                    </li>
                ))}
            </ul>
            {workers.length === 0 && <p role="alert">No worker is there: jobs wait until one comes.</p>}
        </div>
    );
}
