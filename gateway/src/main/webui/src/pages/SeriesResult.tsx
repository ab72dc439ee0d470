import { useState } from 'react';
import type { Forecast, Page, Results, Series, SeriesSummary } from '../api/types';
import { ForecastChart } from '../components/ForecastChart';
import { Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { moment, number, percent } from '../format';
import { ComponentsTable } from './ComponentsTable';
import { ScoresTable } from './MetricsTable';

const CHOICES = 200;

/** The forecast of one series at a time, with a choice of series when there are several. */
export function SeriesResult({ forecast }: { forecast: Forecast }): React.JSX.Element {
    const { client } = useApp();
    const dataset = `/api/v1/datasets/${forecast.dataset_id}`;
    const names = useLoaded(`series of ${forecast.dataset_id}`, () =>
        client.get<Page<SeriesSummary>>(`${dataset}/series?limit=${CHOICES}`),
    );
    const [chosen, setChosen] = useState<string | null>(null);
    if (names.error !== undefined) {
        return <Failure words={`The dataset cannot be read: ${names.error}`} again={names.reload} />;
    }
    const first = names.value?.items[0];
    if (first === undefined) {
        return <Loading what="the series" />;
    }
    const series = chosen ?? first.series_id;
    return (
        <>
            {forecast.progress.total > 1 && (
                <label className="inline">
                    Series
                    {names.value?.next_cursor === undefined ? (
                        <select value={series} onChange={(event) => setChosen(event.target.value)}>
                            {names.value?.items.map((item) => (
                                <option key={item.series_id}>{item.series_id}</option>
                            ))}
                        </select>
                    ) : (
                        <input
                            defaultValue={series}
                            onBlur={(event) => setChosen(event.target.value)}
                            onKeyDown={(event) => event.key === 'Enter' && setChosen(event.currentTarget.value)}
                        />
                    )}
                </label>
            )}
            <OneSeries key={series} forecast={forecast} series={series} />
        </>
    );
}

function OneSeries({ forecast, series }: { forecast: Forecast; series: string }): React.JSX.Element {
    const { client } = useApp();
    const name = encodeURIComponent(series);
    const loaded = useLoaded(`result ${forecast.id} ${series}`, async () => {
        const results = await client.get<Results>(`/api/v1/forecasts/${forecast.id}/results?series=${name}`);
        const past = await client.get<Series>(`/api/v1/datasets/${forecast.dataset_id}/series/${name}`);
        return { past, result: results.forecasts[0] };
    });
    if (loaded.error !== undefined) {
        return <Failure words={loaded.error} again={loaded.reload} />;
    }
    if (loaded.value === undefined) {
        return <Loading what={series} />;
    }
    const { past, result } = loaded.value;
    if (result === undefined || result.mean === undefined) {
        return <Failure words={`${series}: ${result?.error ?? 'no result'}`} />;
    }
    const levels = Object.keys(result.intervals ?? {});
    return (
        <>
            <ForecastChart past={past} forecast={result} />
            <p>
                <strong>{series}</strong> by <strong>{result.model}</strong>
                {result.fit !== undefined && ` from ${result.fit.observations} observations: ${result.fit.description}`}
                {result.fit?.gain !== undefined &&
                    `. In the backtest ${percent(Math.abs(result.fit.gain))} ${result.fit.gain >= 0 ? 'better' : 'worse'} than the seasonal naive method.`}
            </p>
            <details>
                <summary>The numbers</summary>
                <div className="scroll" tabIndex={0} role="region" aria-label="The numbers">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">Time</th>
                                <th scope="col">Mean</th>
                                {levels.map((level) => (
                                    <th key={level} scope="col">
                                        {level} % interval
                                    </th>
                                ))}
                            </tr>
                        </thead>
                        <tbody>
                            {result.mean.map((mean, step) => (
                                <tr key={step}>
                                    <td>{moment(result.times?.[step] ?? String(step + 1))}</td>
                                    <td>{number(mean)}</td>
                                    {levels.map((level) => (
                                        <td key={level}>
                                            {number(result.intervals?.[level]?.lo[step] ?? NaN)} to{' '}
                                            {number(result.intervals?.[level]?.hi[step] ?? NaN)}
                                        </td>
                                    ))}
                                </tr>
                            ))}
                        </tbody>
                    </table>
                </div>
            </details>
            <ComponentsTable forecast={result} />
            {result.fit !== undefined && result.fit.backtest.length > 0 && <ScoresTable scores={result.fit.backtest} />}
        </>
    );
}
