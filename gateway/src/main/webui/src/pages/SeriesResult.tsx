import { useState } from 'react';
import type { Forecast, Page, Results, Series, SeriesSummary } from '../api/types';
import { Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { SeriesNumbers } from './SeriesNumbers';

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
    return <SeriesNumbers past={past} result={result} />;
}
