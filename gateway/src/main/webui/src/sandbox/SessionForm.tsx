import { useState } from 'react';
import { DatasetSelect } from '../components/DatasetSelect';
import { amount, SubmitForm, text } from '../components/SubmitForm';
import { useApp } from '../context';

/** Opens a session on a series, or on an instance whose prices are read with one's own credentials. */
export function SessionForm({ opened }: { opened: () => void }): React.JSX.Element {
    const { client } = useApp();
    const [kind, setKind] = useState<'series' | 'instance'>('series');
    return (
        <div className="panel" role="group" aria-label="Open a session">
            <h2>Open a session</h2>
            <fieldset>
                <legend>On</legend>
                {(['series', 'instance'] as const).map((one) => (
                    <label key={one} className="inline">
                        <input type="radio" name="kind" checked={kind === one} onChange={() => setKind(one)} />{' '}
                        {one === 'series' ? 'a series of a dataset' : 'a cloud instance'}
                    </label>
                ))}
            </fieldset>
            <SubmitForm
                key={kind}
                label="New session"
                button="Open the session"
                work={async (fields) => {
                    await client.post('/api/v1/sandbox/sessions', {
                        dataset_id: text(fields, 'dataset'),
                        series_id: text(fields, 'series'),
                        instance_type: text(fields, 'instance_type'),
                        availability_zone: text(fields, 'availability_zone'),
                        aws_region: text(fields, 'aws_region'),
                        aws_access_key: text(fields, 'aws_access_key'),
                        aws_secret_key: text(fields, 'aws_secret_key'),
                        limit_price: amount(fields, 'limit_price'),
                        horizon: amount(fields, 'horizon'),
                    });
                    opened();
                }}
            >
                {kind === 'series' ? <SeriesFields /> : <InstanceFields />}
                <label>
                    Sure price {kind === 'instance' && '(empty where it is known here)'}
                    <input name="limit_price" type="number" step="any" min={0} required={kind === 'series'} />
                </label>
                <label>
                    Steps ahead
                    <input name="horizon" type="number" min={1} max={1000} required defaultValue={24} />
                </label>
            </SubmitForm>
        </div>
    );
}

function SeriesFields(): React.JSX.Element {
    return (
        <>
            <DatasetSelect name="dataset" />
            <label>
                Series
                <input name="series" required maxLength={500} />
            </label>
        </>
    );
}

/** The keys stay encrypted with the session, are never shown again and go when it ends. */
function InstanceFields(): React.JSX.Element {
    return (
        <>
            <label>
                Instance type
                <input name="instance_type" required maxLength={100} placeholder="m5.large" />
            </label>
            <label>
                Region
                <input name="aws_region" required maxLength={100} placeholder="eu-central-1" />
            </label>
            <label>
                Availability zone
                <input name="availability_zone" required maxLength={100} placeholder="eu-central-1a" />
            </label>
            <label>
                Access key (wiped when the session ends)
                <input name="aws_access_key" required maxLength={200} autoComplete="off" />
            </label>
            <label>
                Secret key
                <input name="aws_secret_key" type="password" required maxLength={200} autoComplete="off" />
            </label>
        </>
    );
}
