import { useState } from 'react';
import type { Client } from '../api/client';
import type { Forecast, Results, Series } from '../api/types';
import { Failure, Loading } from '../components/States';
import { useLoaded } from '../context';
import { plural, when } from '../format';
import { SeriesNumbers } from './SeriesNumbers';

/** More series than that are loaded one at a time, by name. */
const AT_ONCE = 200;

const NO_PAST: Series = { series_id: '', observations: [] };

/** A forecast that its owner shows to everybody: its numbers and its proof, not what it was made of. */
export function PublishedPage({ client, link }: { client: Client; link: string }): React.JSX.Element {
    const path = `/api/v1/published/${link}`;
    const forecast = useLoaded(path, () => client.get<Forecast>(path));
    if (forecast.error !== undefined) {
        return (
            <main id="content">
                <Failure words={forecast.error} again={forecast.reload} />
            </main>
        );
    }
    if (forecast.value === undefined) {
        return (
            <main id="content">
                <Loading what="the forecast" />
            </main>
        );
    }
    const { horizon, created_at, sealed, sha256, progress } = forecast.value;
    return (
        <main id="content">
            <section>
                <h1>A forecast, {plural(horizon, 'step')} ahead</h1>
                <p>
                    Made on {when(created_at)} by Almanac
                    {sealed?.seq !== undefined && `; sealed as entry ${sealed.seq} of the log`}.
                </p>
                <PublishedSeries client={client} path={`${path}/results`} few={progress.total <= AT_ONCE} />
                <p>
                    SHA-256 of <a href={`${path}/results`}>the results</a>: <code>{sha256}</code>
                </p>
            </section>
        </main>
    );
}

function PublishedSeries(props: { client: Client; path: string; few: boolean }): React.JSX.Element {
    const [name, setName] = useState<string | null>(null);
    const key = props.few ? props.path : `${props.path}?series=${encodeURIComponent(name ?? '')}`;
    const results = useLoaded(key, () => props.client.get<Results>(key));
    const found = results.value?.forecasts ?? [];
    const result = found.find((one) => one.id === name) ?? found[0];
    return (
        <>
            {props.few && found.length > 1 && (
                <label className="inline">
                    Series
                    <select value={result?.id} onChange={(event) => setName(event.target.value)}>
                        {found.map((one) => (
                            <option key={one.id} value={one.id}>{one.id}</option>
                        ))}
                    </select>
                </label>
            )}
            {!props.few && (
                <form
                    className="inline"
                    onSubmit={(event) => {
                        event.preventDefault();
                        setName(String(new FormData(event.currentTarget).get('series')));
                    }}
                >
                    <label>
                        Series
                        <input name="series" required />
                    </label>
                    <button type="submit">Show</button>
                </form>
            )}
            {results.error !== undefined && <Failure words={results.error} again={results.reload} />}
            {result?.mean !== undefined && <SeriesNumbers key={result.id} past={NO_PAST} result={result} />}
            {result?.error !== undefined && <Failure words={result.error} />}
            {!props.few && name !== null && results.value !== undefined && result === undefined && (
                <p role="status">There is no series of that name.</p>
            )}
        </>
    );
}
