import type { SeriesForecast } from '../api/types';
import { Table } from '../components/Table';
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
            <Table label="What it is made of" titles={['Time', ...parts.map(([name]) => name), 'Mean']}>
                {mean.map((value, step) => (
                    <tr key={step}>
                        <td>{moment(forecast.times?.[step] ?? String(step + 1))}</td>
                        {parts.map(([name, values]) => (
                            <td key={name}>{number(values[step] ?? NaN)}</td>
                        ))}
                        <td>{number(value)}</td>
                    </tr>
                ))}
            </Table>
        </details>
    );
}
