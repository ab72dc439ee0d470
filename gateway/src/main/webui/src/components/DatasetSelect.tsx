import type { DatasetSummary, Page } from '../api/types';
import { useApp, useLoaded } from '../context';
import { Failure } from './States';

/** A choice of one dataset; tells which, for forms that ask on. */
export function DatasetSelect(props: { name: string; chosen?: (dataset: DatasetSummary) => void }): React.JSX.Element {
    const { client } = useApp();
    const datasets = useLoaded('datasets', () => client.get<Page<DatasetSummary>>('/api/v1/datasets?limit=100'));
    const ready = datasets.value?.items.filter((dataset) => dataset.status === 'ready') ?? [];
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
            {datasets.error !== undefined && <Failure words={datasets.error} again={datasets.reload} />}
        </label>
    );
}
