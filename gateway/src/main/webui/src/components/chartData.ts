import type { Series, SeriesForecast } from '../api/types';

/** Columns for uPlot: times in seconds, then past, mean, and lower and upper bound of each level from wide to narrow. */
export interface ChartData {
    levels: string[];
    columns: (number | null)[][];
}

/** Most past observations that are drawn; more would hide the forecast. */
const PAST_PER_STEP = 8;
const LEAST_PAST = 60;

/** The last past value is repeated in the forecast's columns, so that past and future are one line. */
export function chartData(past: Series, forecast: SeriesForecast): ChartData {
    const times = forecast.times ?? [];
    const shown = past.observations.slice(-Math.max(LEAST_PAST, PAST_PER_STEP * times.length));
    const levels = Object.keys(forecast.intervals ?? {}).sort((a, b) => Number(b) - Number(a));
    const seconds = [...shown.map(([time]) => Date.parse(time) / 1000), ...times.map((t) => Date.parse(t) / 1000)];
    const nothing = (count: number): null[] => new Array<null>(count).fill(null);
    const last = shown.at(-1)?.[1] ?? null;
    const ahead = (values: number[]): (number | null)[] => [
        ...nothing(Math.max(0, shown.length - 1)),
        ...(shown.length > 0 ? [last] : []),
        ...values,
    ];
    const columns = [seconds, [...shown.map(([, value]) => value), ...nothing(times.length)], ahead(forecast.mean ?? [])];
    for (const level of levels) {
        const interval = forecast.intervals?.[level];
        columns.push(ahead(interval?.lo ?? []), ahead(interval?.hi ?? []));
    }
    return { levels, columns };
}
