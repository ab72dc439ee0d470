import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Anomalies, Dataset } from '../api/types';
import { Failure } from '../components/States';
import { Table } from '../components/Table';
import { useApp } from '../context';
import { moment, number, plural } from '../format';

const LEVEL = 99.9;

/** Observations of a dataset that do not fit, on demand. */
export function AnomaliesPanel({ dataset }: { dataset: Dataset }): React.JSX.Element {
    const { client } = useApp();
    const [found, setFound] = useState<Anomalies | null>(null);
    const [error, setError] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);

    const look = async (): Promise<void> => {
        setBusy(true);
        setError(null);
        try {
            setFound(await client.post<Anomalies>('/api/v1/anomalies', { dataset_id: dataset.id, level: LEVEL }));
        } catch (failure) {
            setError(wordsOf(failure));
        }
        setBusy(false);
    };

    return (
        <>
            <button type="button" disabled={busy} onClick={() => void look()}>
                {busy ? 'Looking ...' : 'Look for anomalies'}
            </button>
            {error !== null && <Failure words={error} />}
            {found !== null && <Found anomalies={found} />}
        </>
    );
}

function Found({ anomalies }: { anomalies: Anomalies }): React.JSX.Element {
    const rows = anomalies.series.flatMap((series) =>
        (series.anomalies ?? []).map((anomaly) => ({ ...anomaly, series: series.id })),
    );
    const looked = plural(anomalies.series.length, 'series', 'series');
    if (rows.length === 0) {
        return <p role="status">Nothing in {looked} falls outside the band of {anomalies.level} %.</p>;
    }
    return (
        <>
            <p role="status">
                {plural(rows.length, 'observation')} in {looked} outside the band of {anomalies.level} %.
            </p>
            <Table label="Anomalies" titles={['Series', 'Time', 'Value', 'Expected', 'Band', 'Score', '']}>
                {rows.map((row) => (
                    <tr key={`${row.series} ${row.index}`}>
                        <td>{row.series}</td>
                        <td>{row.time === undefined ? row.index : moment(row.time)}</td>
                        <td>{number(row.value)}</td>
                        <td>{number(row.expected)}</td>
                        <td>
                            {number(row.lo)} to {number(row.hi)}
                        </td>
                        <td>{number(Math.round(row.score * 10) / 10)}</td>
                        <td>{row.level_shift ? 'level shift' : ''}</td>
                    </tr>
                ))}
            </Table>
        </>
    );
}
