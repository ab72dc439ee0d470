import { useState } from 'react';
import type { Client } from '../api/client';
import type { Forecast, Results, Series } from '../api/types';
import { Failure, Loading } from '../components/States';
import { useLoaded } from '../context';
import { plural, when } from '../format';
import { SeriesNumbers } from './SeriesNumbers';

const NO_PAST: Series = { series_id: '', observations: [] };

/** A forecast that its owner shows to everybody: its numbers and its proof, not what it was made of. */
export function PublishedPage({ client, link }: { client: Client; link: string }): React.JSX.Element {
    const path = `/api/v1/published/${link}`;
    const loaded = useLoaded(path, async () => ({
        forecast: await client.get<Forecast>(path),
        results: await client.get<Results>(`${path}/results`),
    }));
    const [chosen, setChosen] = useState(0);
    if (loaded.error !== undefined) {
        return (
            <main id="content">
                <Failure words={loaded.error} again={loaded.reload} />
            </main>
        );
    }
    if (loaded.value === undefined) {
        return (
            <main id="content">
                <Loading what="the forecast" />
            </main>
        );
    }
    const { forecast, results } = loaded.value;
    const result = results.forecasts[chosen];
    return (
        <main id="content">
            <section>
                <h1>A forecast, {plural(forecast.horizon, 'step')} ahead</h1>
                <p>
                    Made on {when(forecast.created_at)} by Almanac, engine {results.engine_version}
                    {forecast.sealed?.seq !== undefined && `; sealed as entry ${forecast.sealed.seq} of the log`}.
                </p>
                {results.forecasts.length > 1 && (
                    <label className="inline">
                        Series
                        <select value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
                            {results.forecasts.map((one, i) => (
                                <option key={one.id} value={i}>
                                    {one.id}
                                </option>
                            ))}
                        </select>
                    </label>
                )}
                {result?.mean === undefined ? (
                    <Failure words={result?.error ?? 'There is no result.'} />
                ) : (
                    <SeriesNumbers key={result.id} past={NO_PAST} result={result} />
                )}
                <p>
                    SHA-256 of <a href={`${path}/results`}>the results</a>: <code>{forecast.sha256}</code>
                </p>
            </section>
        </main>
    );
}
