import { useState } from 'react';
import type { Client } from '../api/client';
import type { Results, Series } from '../api/types';
import { Failure } from '../components/States';
import { useLoaded } from '../context';
import { SeriesNumbers } from './SeriesNumbers';

/** More series than that are loaded one at a time, by name. */
const AT_ONCE = 200;

const NO_PAST: Series = { series_id: '', observations: [] };

/** The numbers of a forecast without the past that they go on from, one series at a time. */
export function PublishedSeries(props: {
    client: Client;
    path: string;
    /** How many there are. */
    series: number;
}): React.JSX.Element {
    const few = props.series <= AT_ONCE;
    const [name, setName] = useState<string | null>(null);
    const key = few ? props.path : `${props.path}?series=${encodeURIComponent(name ?? '')}`;
    const results = useLoaded(key, () => props.client.get<Results>(key));
    const found = results.value?.forecasts ?? [];
    const result = found.find((one) => one.id === name) ?? found[0];
    return (
        <>
            {few && found.length > 1 && (
                <label className="inline">
                    Series
                    <select value={result?.id} onChange={(event) => setName(event.target.value)}>
                        {found.map((one) => (
                            <option key={one.id} value={one.id}>{one.id}</option>
                        ))}
                    </select>
                </label>
            )}
            {!few && (
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
            {!few && name !== null && results.value !== undefined && result === undefined && (
                <p role="status">There is no series of that name.</p>
            )}
        </>
    );
}
