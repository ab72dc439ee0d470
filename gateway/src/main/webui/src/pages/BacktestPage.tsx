import { useEffect, useState } from 'react';
import { wordsOf } from '../api/client';
import { follow } from '../api/progress';
import type { Backtest, LeaderboardRow, Progress } from '../api/types';
import { Link } from '../components/Link';
import { RunningFacts } from '../components/RunningFacts';
import { Badge, Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { percent, plural, score } from '../format';

/** One comparison: its progress while it runs, then the leaderboard. */
export function BacktestPage({ id }: { id: string }): React.JSX.Element {
    const { client, go } = useApp();
    const backtest = useLoaded(`backtest ${id}`, () => client.get<Backtest>(`/api/v1/backtests/${id}`));
    const [progress, setProgress] = useState<Progress | null>(null);
    const [error, setError] = useState<string | null>(null);
    const status = backtest.value?.status;
    const running = status === 'queued' || status === 'running';

    useEffect(() => {
        if (!running) {
            return;
        }
        return follow(
            id,
            () => client.accessToken,
            (message) => {
                setProgress(message);
                if (message.type === 'done') {
                    backtest.reload();
                }
            },
        );
    }, [id, running]);

    if (backtest.error !== undefined) {
        return <Failure words={backtest.error} again={backtest.reload} />;
    }
    if (backtest.value === undefined) {
        return <Loading what="the backtest" />;
    }
    const shown = backtest.value;
    const remove = async (): Promise<void> => {
        try {
            await client.delete(`/api/v1/backtests/${id}`);
            if (running) {
                backtest.reload();
            } else {
                go(shown.dataset_id === undefined ? '/datasets' : `/datasets/${shown.dataset_id}`);
            }
        } catch (failure) {
            setError(wordsOf(failure));
        }
    };
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
                <Badge status={progress?.status ?? shown.status} />
                <button type="button" className="plain" onClick={() => void remove()}>
                    {running ? 'Cancel' : 'Hide'}
                </button>
            </div>
            {error !== null && <Failure words={error} />}
            {running && <RunningFacts job={shown} progress={progress} />}
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
        <div className="scroll" tabIndex={0} role="region" aria-label="Leaderboard">
            <table>
                <thead>
                    <tr>
                        {TITLES.map((title) => (
                            <th key={title} scope="col">
                                {title}
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
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
                </tbody>
            </table>
        </div>
    );
}
