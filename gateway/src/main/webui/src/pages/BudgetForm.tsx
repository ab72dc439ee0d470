import type { Budget } from '../api/types';
import { amount, SubmitForm } from '../components/SubmitForm';
import { useApp } from '../context';

/** Sets one's own budget for a month. */
export function BudgetForm({ budget, set }: { budget: Budget; set: () => void }): React.JSX.Element {
    const { client } = useApp();
    if (budget.imposed) {
        return <p className="quiet">An administrator has set this budget.</p>;
    }
    return (
        <details>
            <summary>Set a budget</summary>
            <SubmitForm
                label="Budget"
                button="Set the budget"
                work={async (fields) => {
                    await client.put('/api/v1/usage/budget', {
                        soft: amount(fields, 'soft'),
                        hard: amount(fields, 'hard'),
                    });
                    set();
                }}
            >
                <label>
                    Tell me past (units a month, empty for never)
                    <input name="soft" type="number" min={0} defaultValue={budget.soft} />
                </label>
                <label>
                    Stop at (units a month, empty for never)
                    <input name="hard" type="number" min={0} defaultValue={budget.hard} />
                </label>
            </SubmitForm>
        </details>
    );
}
