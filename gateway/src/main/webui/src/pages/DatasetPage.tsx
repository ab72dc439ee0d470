import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Dataset, DatasetSummary, Forecast, Preview } from '../api/types';
import { Badge, Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { bytes, plural, when } from '../format';
import { AnomaliesPanel } from './AnomaliesPanel';
import { BacktestForm } from './BacktestForm';
import { FindingsPanel } from './FindingsPanel';
import { ForecastForm } from './ForecastForm';
import { ForecastList } from './ForecastsPage';
import { IngestPanel } from './IngestPanel';
import { MappingForm } from './MappingForm';
import { SharingPanel } from './SharingPanel';
import { VersionsPanel } from './VersionsPanel';

const ROWS = 8;

/** What a file was understood as, and what can be done with it. */
export function DatasetPage({ id }: { id: string }): React.JSX.Element {
    const { client, go } = useApp();
    const dataset = useLoaded(`dataset ${id}`, () => client.get<DatasetSummary>(`/api/v1/datasets/${id}`));
    const [error, setError] = useState<string | null>(null);
    if (dataset.error !== undefined) {
        return <Failure words={dataset.error} again={dataset.reload} />;
    }
    if (dataset.value === undefined) {
        return <Loading what="the dataset" />;
    }
    const shown = dataset.value;
    const remove = async (): Promise<void> => {
        if (confirm(`Delete ${shown.name}? It can be had back for some days; forecasts that were made from it stay.`)) {
            try {
                await client.delete(`/api/v1/datasets/${id}`);
                go('/datasets');
            } catch (failure) {
                setError(wordsOf(failure));
            }
        }
    };
    return (
        <section>
            <div className="title">
                <h1>{shown.name}</h1>
                <Badge status={shown.status} />
                <button type="button" className="plain" onClick={() => void remove()}>
                    {shown.status === 'ingesting' ? 'Cancel' : 'Delete'}
                </button>
            </div>
            {error !== null && <Failure words={error} />}
            {shown.status === 'ingesting' && <IngestPanel dataset={shown} done={dataset.reload} />}
            {shown.status === 'failed' && (
                <Failure words={shown.quality?.findings[0]?.message ?? 'The file could not be read.'} />
            )}
            {isRead(shown) && <ReadDataset dataset={shown} changed={dataset.reload} />}
        </section>
    );
}

function isRead(dataset: DatasetSummary): dataset is Dataset {
    return dataset.status === 'ready' || dataset.status === 'needs_confirmation';
}

function ReadDataset({ dataset, changed }: { dataset: Dataset; changed: () => void }): React.JSX.Element {
    const { client, go } = useApp();
    const { id } = dataset;
    const preview = useLoaded(`preview ${id} ${dataset.version}`, () =>
        client.get<Preview>(`/api/v1/datasets/${id}/preview?rows=${ROWS}`),
    );
    const form = preview.value !== undefined && (
        <MappingForm key={dataset.version} dataset={dataset} columns={preview.value.columns} confirmed={changed} />
    );
    return (
        <>
            <Facts dataset={dataset} />
            <FindingsPanel dataset={dataset} changed={changed} />
            {dataset.status === 'needs_confirmation' && form}
            <h2>Columns</h2>
            {preview.error !== undefined && <Failure words={preview.error} again={preview.reload} />}
            {preview.value !== undefined && <PreviewTable preview={preview.value} />}
            {dataset.status === 'ready' && (
                <>
                    <details>
                        <summary>Read it in another way</summary>
                        {form}
                    </details>
                    <h2>Forecast</h2>
                    <ForecastForm dataset={dataset} started={(job: Forecast) => go(`/forecasts/${job.id}`)} />
                    <h2>Forecasts of this dataset</h2>
                    <ForecastList path={`/api/v1/forecasts?dataset_id=${id}`} />
                    <h2>Compare methods</h2>
                    <BacktestForm dataset={dataset} />
                    <h2>Anomalies</h2>
                    <AnomaliesPanel dataset={dataset} />
                </>
            )}
            <VersionsPanel dataset={dataset} changed={changed} />
            <SharingPanel dataset={dataset} />
        </>
    );
}

function Facts({ dataset }: { dataset: Dataset }): React.JSX.Element {
    const { frequency } = dataset;
    const season = (frequency?.season_length ?? 1) > 1 ? `, season of ${frequency?.season_length}` : '';
    return (
        <dl className="facts">
            <div>
                <dt>Series</dt>
                <dd>{dataset.series_count}</dd>
            </div>
            <div>
                <dt>Observations</dt>
                <dd>{plural(dataset.rows, 'row')}</dd>
            </div>
            <div>
                <dt>Frequency</dt>
                <dd>{frequency === undefined ? 'differs by series' : `${frequency.code ?? 'irregular'}${season}`}</dd>
            </div>
            <div>
                <dt>File</dt>
                <dd>
                    {bytes(dataset.size_bytes)}, {when(dataset.created_at)}
                </dd>
            </div>
            <div>
                <dt>SHA-256</dt>
                <dd>
                    <code title={dataset.sha256}>{dataset.sha256.slice(0, 16)}...</code>
                </dd>
            </div>
        </dl>
    );
}

function PreviewTable({ preview }: { preview: Preview }): React.JSX.Element {
    return (
        <div className="scroll" tabIndex={0} role="region" aria-label="First rows">
            <table>
                <thead>
                    <tr>
                        {preview.columns.map((column) => (
                            <th key={column.name} scope="col">
                                {column.name}
                                <span className={`role ${column.role}`}>{column.role}</span>
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {preview.rows.map((row, i) => (
                        <tr key={i}>
                            {row.map((cell, j) => (
                                <td key={j}>{cell}</td>
                            ))}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
