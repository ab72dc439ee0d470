import type { Breaches, Forecast } from '../api/types';
import { Failure } from '../components/States';
import { Table } from '../components/Table';
import { useApp, useLoaded } from '../context';
import { moment, number, plural } from '../format';

/** What came true of a forecast, once later versions of the dataset tell; nothing before that. */
export function BreachesPanel({ forecast }: { forecast: Forecast }): React.JSX.Element | null {
    const { client } = useApp();
    const path = `/api/v1/forecasts/${forecast.id}/breaches`;
    const found = useLoaded(path, () => client.get<Breaches>(path));
    if (found.error !== undefined) {
        return <Failure words={found.error} again={found.reload} />;
    }
    const newest = found.value?.comparisons[0];
    if (found.value === undefined || newest === undefined) {
        return null;
    }
    return (
        <div className="panel" role="group" aria-label="What came true">
            <h2>What came true</h2>
            <p>
                By version {newest.dataset_version} of the dataset {plural(newest.arrived, 'value')} arrived;{' '}
                {number(newest.outside)} of them {newest.outside === 1 ? 'lies' : 'lie'} outside the{' '}
                {number(newest.level)} % interval, where about {number(Math.round(newest.expected * 10) / 10)} would be
                expected.
            </p>
            {found.value.breaches.length > 0 && (
                <Table label="Values outside" titles={['Series', 'Time', 'Value', 'Interval']}>
                    {found.value.breaches.map((breach) => (
                        <tr key={`${breach.series} ${breach.time}`}>
                            <td>{breach.series}</td>
                            <td>{moment(breach.time)}</td>
                            <td>{number(breach.value)}</td>
                            <td>
                                {number(breach.lo)} to {number(breach.hi)}
                            </td>
                        </tr>
                    ))}
                </Table>
            )}
        </div>
    );
}
