import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Dataset, Forecast } from '../api/types';
import { EstimateLine } from '../components/EstimateLine';
import { HorizonField } from '../components/HorizonField';
import { MethodSelect } from '../components/MethodSelect';
import { Failure } from '../components/States';
import { useRequest } from '../components/useRequest';
import { teamOf, useApp } from '../context';

/** Starts a forecast of all series. */
export function ForecastForm(props: { dataset: Dataset; started: (job: Forecast) => void }): React.JSX.Element {
    const { client, user } = useApp();
    const [error, setError] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);

    const requestOf = (fields: FormData): unknown => ({
        dataset_id: props.dataset.id,
        team_id: teamOf(props.dataset, user),
        horizon: Number(fields.get('horizon')),
        levels: [80, 95],
        model: fields.get('model'),
        robust: fields.get('robust') !== null,
    });
    const { form, request, changed } = useRequest(requestOf);

    const submit = async (event: React.FormEvent<HTMLFormElement>): Promise<void> => {
        event.preventDefault();
        const wanted = requestOf(new FormData(event.currentTarget));
        setBusy(true);
        setError(null);
        try {
            const key = { 'Idempotency-Key': crypto.randomUUID() };
            props.started(await client.post<Forecast>('/api/v1/forecasts', wanted, key));
        } catch (failure) {
            setError(wordsOf(failure));
            setBusy(false);
        }
    };

    return (
        <form ref={form} className="panel" onChange={changed} onSubmit={(event) => void submit(event)}>
            <div className="fields">
                <HorizonField dataset={props.dataset} />
                <label>
                    Method
                    <MethodSelect name="model" chosen="auto" />
                </label>
            </div>
            <p>
                <label className="inline">
                    <input name="robust" type="checkbox" /> Take outliers and level shifts out first
                </label>
            </p>
            {request !== null && <EstimateLine kind="forecast" request={request} />}
            {error !== null && <Failure words={error} />}
            <button type="submit" className="main" disabled={busy}>
                Run the forecast
            </button>
        </form>
    );
}
