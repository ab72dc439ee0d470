import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { Series, SeriesForecast } from '../api/types';
import { chartData } from './chartData';

const HEIGHT = 340;

/** The past, the mean and the bands of the intervals. The table below it says the same to those who cannot see it. */
export function ForecastChart(props: { past: Series; forecast: SeriesForecast }): React.JSX.Element {
    const place = useRef<HTMLDivElement>(null);
    useEffect(() => {
        const target = place.current;
        if (target === null) {
            return;
        }
        const dark = matchMedia('(prefers-color-scheme: dark)');
        let chart = draw(target, props.past, props.forecast);
        const redraw = (): void => {
            chart.destroy();
            chart = draw(target, props.past, props.forecast);
        };
        const resized = new ResizeObserver(() => chart.setSize({ width: target.clientWidth, height: HEIGHT }));
        resized.observe(target);
        dark.addEventListener('change', redraw);
        return () => {
            dark.removeEventListener('change', redraw);
            resized.disconnect();
            chart.destroy();
        };
    }, [props.past, props.forecast]);
    return <div ref={place} className="chart" role="img" aria-label={`Forecast of ${props.forecast.id}`} />;
}

function draw(target: HTMLElement, past: Series, forecast: SeriesForecast): uPlot {
    const { levels, columns } = chartData(past, forecast);
    const colours = getComputedStyle(target);
    const colour = (name: string): string => colours.getPropertyValue(name).trim();
    const bound = (label: string): uPlot.Series => ({ label, stroke: 'transparent', width: 0, points: { show: false } });
    const axis: uPlot.Axis = { stroke: colour('--quiet'), grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } };
    const options: uPlot.Options = {
        width: target.clientWidth,
        height: HEIGHT,
        tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
        axes: [axis, { ...axis, size: 64 }],
        series: [
            { label: 'Time', value: '{YYYY}-{MM}-{DD}' },
            { label: 'Past', stroke: colour('--text'), width: 1.5, points: { show: false } },
            { label: 'Mean', stroke: colour('--accent'), width: 2, points: { show: false } },
            ...levels.flatMap((level) => [bound(`${level} % low`), bound(`${level} % high`)]),
        ],
        bands: levels.map((_, i) => ({ series: [4 + 2 * i, 3 + 2 * i], fill: colour('--band') })),
    };
    return new uPlot(options, columns as uPlot.AlignedData, target);
}
