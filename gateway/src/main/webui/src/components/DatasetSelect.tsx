import type { DatasetSummary, Page } from '../api/types';
import { teamOf, useApp, useLoaded } from '../context';
import { Failure } from './States';

/** A choice of one dataset, the newest two hundred; tells which, for forms that ask on. */
export function DatasetSelect(props: {
    name: string;
    /** Only those of which forecasts belong to this person or team. */
    owner?: string;
    chosen?: (dataset: DatasetSummary) => void;
}): React.JSX.Element {
    const { client, user } = useApp();
    const datasets = useLoaded('datasets', () => client.get<Page<DatasetSummary>>('/api/v1/datasets?limit=200'));
    const fits = (dataset: DatasetSummary): boolean =>
        dataset.status === 'ready' && (props.owner === undefined || (teamOf(dataset, user) ?? user.id) === props.owner);
    const ready = datasets.value?.items.filter(fits) ?? [];
    const tell = (id: string): void => {
        const dataset = ready.find((one) => one.id === id);
        if (dataset !== undefined) {
            props.chosen?.(dataset);
        }
    };
    return (
        <label>
            Dataset
            <select name={props.name} required defaultValue="" onChange={(event) => tell(event.target.value)}>
                <option value="" disabled>
                    {datasets.value !== undefined && ready.length === 0 ? 'none yet' : 'choose one'}
                </option>
                {ready.map((dataset) => (
                    <option key={dataset.id} value={dataset.id}>
                        {dataset.name}
                    </option>
                ))}
            </select>
            {datasets.value?.next_cursor !== undefined && <span className="role">older ones are not listed</span>}
            {datasets.error !== undefined && <Failure words={datasets.error} again={datasets.reload} />}
        </label>
    );
}
