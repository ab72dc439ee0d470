import { useEffect, useRef, useState } from 'react';
import { wordsOf } from '../api/client';
import { follow } from '../api/progress';
import type { Forecast, Progress } from '../api/types';
import { Link } from '../components/Link';
import { RunningFacts } from '../components/RunningFacts';
import { Badge, Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { plural } from '../format';
import { MetricsTable } from './MetricsTable';
import { SealFacts } from './SealFacts';
import { SeriesResult } from './SeriesResult';

const FIRST_LOOK_MS = 400;
const LONGEST_LOOK_MS = 10_000;

/** One forecast: its progress while it runs, then its numbers and its proof. */
export function ForecastPage({ id }: { id: string }): React.JSX.Element {
    const { client, go } = useApp();
    const forecast = useLoaded(`forecast ${id}`, () => client.get<Forecast>(`/api/v1/forecasts/${id}`));
    const [progress, setProgress] = useState<Progress | null>(null);
    const [error, setError] = useState<string | null>(null);
    const looks = useRef(0);
    const status = forecast.value?.status;
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
                    forecast.reload();
                }
            },
        );
    }, [id, running]);

    useEffect(() => {
        if (forecast.value?.sealed?.status !== 'pending') {
            return;
        }
        const pause = Math.min(LONGEST_LOOK_MS, FIRST_LOOK_MS * 2 ** looks.current++);
        const timer = setTimeout(forecast.reload, pause);
        return () => clearTimeout(timer);
    }, [forecast.value]);

    if (forecast.error !== undefined) {
        return <Failure words={forecast.error} again={forecast.reload} />;
    }
    if (forecast.value === undefined) {
        return <Loading what="the forecast" />;
    }
    const shown = forecast.value;
    const remove = async (): Promise<void> => {
        try {
            await client.delete(`/api/v1/forecasts/${id}`);
            if (running) {
                forecast.reload();
            } else {
                go('/forecasts');
            }
        } catch (failure) {
            setError(wordsOf(failure));
        }
    };
    return (
        <section>
            <div className="title">
                <h1>
                    <Link to={`/datasets/${shown.dataset_id}`}>{shown.dataset_name}</Link>,{' '}
                    {plural(shown.horizon, 'step')} ahead
                </h1>
                <Badge status={progress?.status ?? shown.status} />
                <button type="button" className="plain" onClick={() => void remove()}>
                    {running ? 'Cancel' : 'Hide'}
                </button>
            </div>
            {error !== null && <Failure words={error} />}
            {running && <RunningFacts job={shown} progress={progress} />}
            {shown.status === 'failed' && <Failure words={shown.error ?? 'The forecast failed.'} />}
            {shown.status === 'cancelled' && <p>The forecast was cancelled; nothing was sealed.</p>}
            {shown.status === 'succeeded' && (
                <>
                    <SeriesResult forecast={shown} />
                    {shown.metrics !== undefined && <MetricsTable metrics={shown.metrics} />}
                    <SealFacts forecast={shown} />
                </>
            )}
        </section>
    );
}
