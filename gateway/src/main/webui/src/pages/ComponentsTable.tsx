import type { SeriesForecast } from '../api/types';
import { moment, number } from '../format';

/** What a forecast is made of: parts that add up to its mean. */
export function ComponentsTable({ forecast }: { forecast: SeriesForecast }): React.JSX.Element | null {
    const parts = Object.entries(forecast.components ?? {});
    const { mean } = forecast;
    if (parts.length === 0 || mean === undefined) {
        return null;
    }
    return (
        <details>
            <summary>What it is made of</summary>
            <div className="scroll" tabIndex={0} role="region" aria-label="What it is made of">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">Time</th>
                            {parts.map(([name]) => (
                                <th key={name} scope="col">
                                    {name}
                                </th>
                            ))}
                            <th scope="col">Mean</th>
                        </tr>
                    </thead>
                    <tbody>
                        {mean.map((value, step) => (
                            <tr key={step}>
                                <td>{moment(forecast.times?.[step] ?? String(step + 1))}</td>
                                {parts.map(([name, values]) => (
                                    <td key={name}>{number(values[step] ?? NaN)}</td>
                                ))}
                                <td>{number(value)}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
        </details>
    );
}
