import { useState } from 'react';
import type { DatasetSummary } from '../api/types';
import { DatasetSelect } from '../components/DatasetSelect';
import { amount, SubmitForm, text } from '../components/SubmitForm';
import { teamOf, useApp } from '../context';

/** Sets up a forecast or a backtest that comes again. */
export function WorkflowForm({ made }: { made: () => void }): React.JSX.Element {
    const { client, user } = useApp();
    const [dataset, setDataset] = useState<DatasetSummary | null>(null);
    return (
        <SubmitForm
            label="New workflow"
            button="Set it up"
            work={async (fields) => {
                const team = dataset === null ? undefined : teamOf(dataset, user);
                await client.post('/api/v1/workflows', {
                    team_id: team,
                    name: text(fields, 'name'),
                    type: text(fields, 'type'),
                    cron: text(fields, 'cron'),
                    timezone: text(fields, 'timezone'),
                    request: { dataset_id: text(fields, 'dataset'), horizon: amount(fields, 'horizon') },
                });
                made();
            }}
        >
            <label>
                Name
                <input name="name" required maxLength={200} />
            </label>
            <label>
                What
                <select name="type" defaultValue="forecast">
                    <option>forecast</option>
                    <option>backtest</option>
                </select>
            </label>
            <DatasetSelect name="dataset" chosen={setDataset} />
            <label>
                Steps ahead
                <input name="horizon" type="number" min={1} max={10000} required defaultValue={12} />
            </label>
            <label>
                When (minute, hour, day, month, weekday)
                <input name="cron" required maxLength={200} defaultValue="30 6 * * *" spellCheck={false} />
            </label>
            <label>
                Time zone
                <input
                    name="timezone"
                    required
                    maxLength={100}
                    defaultValue={Intl.DateTimeFormat().resolvedOptions().timeZone}
                />
            </label>
        </SubmitForm>
    );
}
