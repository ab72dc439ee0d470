import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Backtest, Dataset } from '../api/types';
import { EstimateLine } from '../components/EstimateLine';
import { HorizonField } from '../components/HorizonField';
import { MethodSelect } from '../components/MethodSelect';
import { Failure } from '../components/States';
import { useRequest } from '../components/useRequest';
import { teamOf, useApp } from '../context';

const MOST_WINDOWS = 50;
const USUAL = ['auto', 'ets', 'theta', 'arima'];

/** Compares methods on all series of a dataset. */
export function BacktestForm({ dataset }: { dataset: Dataset }): React.JSX.Element {
    const { client, user, go } = useApp();
    const [error, setError] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);

    const requestOf = (fields: FormData): unknown => ({
        dataset_id: dataset.id,
        team_id: teamOf(dataset, user),
        horizon: Number(fields.get('horizon')),
        windows: Number(fields.get('windows')),
        models: fields.getAll('models'),
    });
    const { form, request, changed } = useRequest(requestOf);

    const submit = async (event: React.FormEvent<HTMLFormElement>): Promise<void> => {
        event.preventDefault();
        const wanted = requestOf(new FormData(event.currentTarget));
        setBusy(true);
        setError(null);
        try {
            const key = { 'Idempotency-Key': crypto.randomUUID() };
            const job = await client.post<Backtest>('/api/v1/backtests', wanted, key);
            go(`/backtests/${job.id}`);
        } catch (failure) {
            setError(wordsOf(failure));
            setBusy(false);
        }
    };

    return (
        <form
            ref={form}
            className="panel"
            aria-label="Compare methods"
            onChange={changed}
            onSubmit={(event) => void submit(event)}
        >
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
            {request !== null && <EstimateLine kind="backtest" request={request} />}
            {error !== null && <Failure words={error} />}
            <button type="submit" disabled={busy}>
                Compare
            </button>
        </form>
    );
}
