import { useEffect, useRef } from 'react';
import type { Forecast } from '../api/types';
import { Link } from '../components/Link';
import { RunningFacts } from '../components/RunningFacts';
import { Badge, Failure, Loading } from '../components/States';
import { useJob } from '../components/useJob';
import { useApp } from '../context';
import { plural } from '../format';
import { BreachesPanel } from './BreachesPanel';
import { MetricsTable } from './MetricsTable';
import { PublishPanel } from './PublishPanel';
import { SealFacts } from './SealFacts';
import { SeriesResult } from './SeriesResult';

const FIRST_LOOK_MS = 400;
const LONGEST_LOOK_MS = 10_000;

/** One forecast: its progress while it runs, then its numbers and its proof. */
export function ForecastPage({ id }: { id: string }): React.JSX.Element {
    const forecast = useJob<Forecast>('/api/v1/forecasts', id);
    const looks = useRef(0);
    const { user } = useApp();

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
    return (
        <section>
            <div className="title">
                <h1>
                    <Link to={`/datasets/${shown.dataset_id}`}>{shown.dataset_name}</Link>,{' '}
                    {plural(shown.horizon, 'step')} ahead
                </h1>
                <Badge status={forecast.progress?.status ?? shown.status} />
                <button type="button" className="plain" onClick={() => void forecast.remove('/forecasts')}>
                    {forecast.running ? 'Cancel' : 'Hide'}
                </button>
            </div>
            {forecast.refusal !== null && <Failure words={forecast.refusal} />}
            {forecast.running && <RunningFacts job={shown} progress={forecast.progress} />}
            {shown.status === 'failed' && <Failure words={shown.error ?? 'The forecast failed.'} />}
            {shown.status === 'cancelled' && <p>The forecast was cancelled; nothing was sealed.</p>}
            {shown.status === 'succeeded' && (
                <>
                    <SeriesResult forecast={shown} />
                    {shown.metrics !== undefined && <MetricsTable metrics={shown.metrics} />}
                    <BreachesPanel forecast={shown} />
                    <SealFacts forecast={shown} />
                    {user.role !== 'viewer' && <PublishPanel forecast={shown} />}
                </>
            )}
        </section>
    );
}
