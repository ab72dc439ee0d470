import type { Backtest, LeaderboardRow } from '../api/types';
import { Link } from '../components/Link';
import { RunningFacts } from '../components/RunningFacts';
import { Badge, Failure, Loading } from '../components/States';
import { Table } from '../components/Table';
import { useJob } from '../components/useJob';
import { percent, plural, score } from '../format';

/** One comparison: its progress while it runs, then the leaderboard. */
export function BacktestPage({ id }: { id: string }): React.JSX.Element {
    const backtest = useJob<Backtest>('/api/v1/backtests', id);
    if (backtest.error !== undefined) {
        return <Failure words={backtest.error} again={backtest.reload} />;
    }
    if (backtest.value === undefined) {
        return <Loading what="the backtest" />;
    }
    const shown = backtest.value;
    const elsewhere = shown.dataset_id === undefined ? '/datasets' : `/datasets/${shown.dataset_id}`;
    return (
        <section>
            <div className="title">
                <h1>
                    {shown.dataset_id === undefined ? (
                        'Given series'
                    ) : (
                        <Link to={`/datasets/${shown.dataset_id}`}>{shown.dataset_name}</Link>
                    )}
                    , methods compared {plural(shown.horizon, 'step')} ahead
                </h1>
                <Badge status={backtest.progress?.status ?? shown.status} />
                <button type="button" className="plain" onClick={() => void backtest.remove(elsewhere)}>
                    {backtest.running ? 'Cancel' : 'Hide'}
                </button>
            </div>
            {backtest.refusal !== null && <Failure words={backtest.refusal} />}
            {backtest.running && <RunningFacts job={shown} progress={backtest.progress} />}
            {shown.status === 'failed' && <Failure words={shown.error ?? 'The backtest failed.'} />}
            {shown.status === 'cancelled' && <p>The backtest was cancelled.</p>}
            {shown.leaderboard !== undefined && (
                <>
                    {shown.failed !== undefined && shown.failed > 0 && (
                        <p>
                            {shown.failed} of {shown.progress.total} series could not be compared.
                        </p>
                    )}
                    <Leaderboard rows={shown.leaderboard} />
                </>
            )}
        </section>
    );
}

const TITLES = ['', 'Method', 'Series', 'MASE', 'RMSSE', 'sMAPE', 'Bias', 'MSIS', '95 % coverage', 'CRPS', 'CPU ms'];

function Leaderboard({ rows }: { rows: LeaderboardRow[] }): React.JSX.Element {
    return (
        <Table label="Leaderboard" titles={TITLES}>
            {rows.map((row) => (
                <tr key={row.model}>
                    <td>{row.rank}</td>
                    <th scope="row">{row.model}</th>
                    {row.mase === undefined ? (
                        <td colSpan={9}>{row.error}</td>
                    ) : (
                        <>
                            <td>{row.series}</td>
                            <td>{score(row.mase)}</td>
                            <td>{score(row.rmsse ?? NaN)}</td>
                            <td>{score(row.smape ?? NaN)} %</td>
                            <td>{score(row.bias ?? NaN)}</td>
                            <td>{score(row.msis ?? NaN)}</td>
                            <td>{percent(row.coverage ?? NaN)}</td>
                            <td>{score(row.crps ?? NaN)}</td>
                            <td>{score(row.cpu_ms ?? NaN)}</td>
                        </>
                    )}
                </tr>
            ))}
        </Table>
    );
}
