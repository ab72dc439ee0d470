import type { Usage } from '../api/types';
import { Bar, Failure, Loading } from '../components/States';
import { Table } from '../components/Table';
import { useApp, useLoaded } from '../context';
import { BudgetForm } from './BudgetForm';

/** What the last 30 days cost, and what is left of the month's budget. */
export function UsagePanel(): React.JSX.Element {
    const { client } = useApp();
    const usage = useLoaded('usage', () => client.get<Usage>('/api/v1/usage'));
    if (usage.error !== undefined) {
        return <Failure words={usage.error} again={usage.reload} />;
    }
    if (usage.value === undefined) {
        return <Loading what="your usage" />;
    }
    const { budget, days, units } = usage.value;
    return (
        <div className="panel" role="group" aria-label="Usage">
            <h2>Usage</h2>
            <p>
                {units.toLocaleString('en')} units in 30 days; {budget.used.toLocaleString('en')} this month
                {budget.hard === undefined
                    ? ', without a limit.'
                    : `, ${budget.left?.toLocaleString('en') ?? 0} left of ${budget.hard.toLocaleString('en')}.`}
            </p>
            {budget.hard !== undefined && (
                <Bar share={budget.hard === 0 ? 1 : (budget.used + budget.reserved) / budget.hard} label="Budget" />
            )}
            <BudgetForm key={`${budget.soft} ${budget.hard}`} budget={budget} set={usage.reload} />
            {days.length > 0 && (
                <Table label="Usage by day" titles={['Day', 'Kind', 'Calls', 'Series', 'Units']}>
                    {days.map((day) => (
                        <tr key={`${day.day} ${day.kind}`}>
                            <td>{day.day}</td>
                            <td>{day.kind}</td>
                            <td>{day.calls}</td>
                            <td>{day.series}</td>
                            <td>{day.units.toLocaleString('en')}</td>
                        </tr>
                    ))}
                </Table>
            )}
        </div>
    );
}
