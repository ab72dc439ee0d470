import type { DatasetSummary } from '../api/types';
import { DeletedDatasets } from '../components/DeletedDatasets';
import { Dropzone } from '../components/Dropzone';
import { Link } from '../components/Link';
import { PagedList } from '../components/More';
import { Badge, Empty } from '../components/States';
import { useApp } from '../context';
import { bytes, plural, when } from '../format';

/** Where one begins: drop a file, or go on with an earlier one. */
export function DatasetsPage(): React.JSX.Element {
    const { go, user } = useApp();
    return (
        <section>
            <h1>Datasets</h1>
            <Dropzone taken={(dataset) => go(`/datasets/${dataset}`)} />
            <PagedList<DatasetSummary>
                path="/api/v1/datasets"
                what="your datasets"
                empty={
                    <Empty>
                        <p>No datasets yet. Drop a CSV file above to begin.</p>
                    </Empty>
                }
            >
                {(datasets) => (
                    <ul className="cards">
                        {datasets.map((dataset) => (
                            <li key={dataset.id}>
                                <Link to={`/datasets/${dataset.id}`}>{dataset.name}</Link>{' '}
                                <Badge status={dataset.status} />{' '}
                                {dataset.owner_id !== user.id && (
                                    <span className="badge muted">
                                        {user.teams.find((team) => team.id === dataset.owner_id)?.name ?? 'team'}
                                    </span>
                                )}
                                <p className="quiet">
                                    {dataset.rows !== undefined &&
                                        `${plural(dataset.series_count ?? 0, 'series', 'series')}, ${plural(
                                            dataset.rows,
                                            'observation',
                                        )}, ${bytes(dataset.size_bytes ?? 0)}, `}
                                    {when(dataset.created_at)}
                                </p>
                            </li>
                        ))}
                    </ul>
                )}
            </PagedList>
            <DeletedDatasets />
        </section>
    );
}
