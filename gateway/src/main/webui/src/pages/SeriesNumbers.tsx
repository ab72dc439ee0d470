import type { Series, SeriesForecast } from '../api/types';
import { ForecastChart } from '../components/ForecastChart';
import { moment, number, percent } from '../format';
import { ComponentsTable } from './ComponentsTable';
import { ScoresTable } from './MetricsTable';

/** The forecast of one series: its chart, its numbers and how good the method was on its past. */
export function SeriesNumbers({ past, result }: { past: Series; result: SeriesForecast }): React.JSX.Element {
    const levels = Object.keys(result.intervals ?? {});
    return (
        <>
            <ForecastChart past={past} forecast={result} />
            <p>
                <strong>{result.id}</strong> by <strong>{result.model}</strong>
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
                            {result.mean?.map((mean, step) => (
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
