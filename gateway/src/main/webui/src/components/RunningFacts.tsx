import type { Progress } from '../api/types';
import { plural } from '../format';
import { Bar } from './States';

/** How far a job is. */
export function RunningFacts(props: {
    job: { progress: { done: number; total: number } };
    progress: Progress | null;
}): React.JSX.Element {
    const { progress } = props;
    const { done, total } = progress ?? props.job.progress;
    return (
        <div className="panel" role="status">
            <Bar share={total === 0 ? 0 : done / total} label="Series done" />
            <p>
                {done} of {plural(total, 'series', 'series')}
                {progress?.rate !== undefined && `, ${progress.rate} a second`}
                {progress?.eta_s !== undefined && progress.eta_s > 0 && `, about ${progress.eta_s} s left`}
            </p>
        </div>
    );
}
