import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Backtest, Dataset } from '../api/types';
import { HorizonField } from '../components/HorizonField';
import { MethodSelect } from '../components/MethodSelect';
import { Failure } from '../components/States';
import { teamOf, useApp } from '../context';

const MOST_WINDOWS = 50;
const USUAL = ['auto', 'ets', 'theta', 'arima'];

/** Compares methods on all series of a dataset. */
export function BacktestForm({ dataset }: { dataset: Dataset }): React.JSX.Element {
    const { client, user, go } = useApp();
    const [error, setError] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);

    const submit = async (event: React.FormEvent<HTMLFormElement>): Promise<void> => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        setBusy(true);
        setError(null);
        try {
            const job = await client.post<Backtest>(
                '/api/v1/backtests',
                {
                    dataset_id: dataset.id,
                    team_id: teamOf(dataset, user),
                    horizon: Number(form.get('horizon')),
                    windows: Number(form.get('windows')),
                    models: form.getAll('models'),
                },
                { 'Idempotency-Key': crypto.randomUUID() },
            );
            go(`/backtests/${job.id}`);
        } catch (failure) {
            setError(wordsOf(failure));
            setBusy(false);
        }
    };

    return (
        <form className="panel" aria-label="Compare methods" onSubmit={(event) => void submit(event)}>
            <div className="fields">
                <HorizonField dataset={dataset} />
                <label>
                    Origins
                    <input name="windows" type="number" min={1} max={MOST_WINDOWS} required defaultValue={3} />
                </label>
                <label>
                    Methods
                    <MethodSelect name="models" chosen={USUAL} />
                </label>
            </div>
            {error !== null && <Failure words={error} />}
            <button type="submit" disabled={busy}>
                Compare
            </button>
        </form>
    );
}
