import type { Metrics, Score } from '../api/types';
import { Table } from '../components/Table';
import { number, percent, score } from '../format';

/** The error over all series, beside that of the method that everybody can beat or should not use. */
export function MetricsTable({ metrics }: { metrics: Metrics }): React.JSX.Element {
    const naive = metrics.seasonal_naive;
    const used = Object.entries(metrics.models)
        .map(([model, count]) => `${model} (${count})`)
        .join(', ');
    return (
        <>
            <h2>All series</h2>
            <p>
                Methods used: {used}.
                {metrics.failed > 0 && ` ${metrics.failed} of ${metrics.series} series could not be forecast.`}
            </p>
            {naive !== undefined && metrics.mase !== undefined && (
                <p>
                    Backtest error (MASE) <strong>{score(metrics.mase)}</strong>; the seasonal naive method has{' '}
                    {score(naive.mase)}, so this is{' '}
                    <strong>{percent(Math.abs(1 - metrics.mase / naive.mase))}</strong>{' '}
                    {metrics.mase <= naive.mase ? 'better' : 'worse'}.
                    {metrics.coverage !== undefined &&
                        ` The 95 % intervals held ${percent(metrics.coverage)} of the values.`}
                </p>
            )}
        </>
    );
}

/** The backtest of one series, method by method. */
export function ScoresTable({ scores }: { scores: Score[] }): React.JSX.Element {
    return (
        <details>
            <summary>The backtest of this series</summary>
            <Table label="The backtest of this series" titles={['Method', 'MASE', 'sMAPE', 'RMSE', '95 % coverage']}>
                {scores.map((row) => (
                    <tr key={row.model}>
                        <td>{row.model}</td>
                        {row.error === undefined ? (
                            <>
                                <td>{score(row.mase ?? NaN)}</td>
                                <td>{score(row.smape ?? NaN)} %</td>
                                <td>{number(row.rmse ?? NaN)}</td>
                                <td>{percent(row.coverage ?? NaN)}</td>
                            </>
                        ) : (
                            <td colSpan={4}>{row.error}</td>
                        )}
                    </tr>
                ))}
            </Table>
        </details>
    );
}
