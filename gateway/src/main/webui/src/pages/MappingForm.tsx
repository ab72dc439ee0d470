import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Dataset, Preview } from '../api/types';
import { Failure } from '../components/States';
import { useApp } from '../context';

const FORMATS = [
    'yyyy-MM-dd',
    'dd/MM/yyyy',
    'MM/dd/yyyy',
    'dd.MM.yyyy',
    'yyyy-MM-dd HH:mm',
    "yyyy-MM-dd'T'HH:mm:ssX",
    'MMM-yyyy',
    'yyyy-MM',
    "yyyy'Q'q",
    "YYYY-'W'ww",
    'yyyy',
    'epoch_s',
    'epoch_ms',
    'excel',
];
const ZONES = ['UTC', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'America/Los_Angeles', 'Asia/Tokyo'];

/** Asks what the file itself does not say, and takes any other word on how to read it. */
export function MappingForm(props: {
    dataset: Dataset;
    columns: Preview['columns'];
    confirmed: () => void;
}): React.JSX.Element {
    const { client } = useApp();
    const { mapping, status } = props.dataset;
    const [error, setError] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);
    const names = props.columns.map((column) => column.name);
    const asks = status === 'needs_confirmation';

    const submit = async (event: React.FormEvent<HTMLFormElement>): Promise<void> => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const word = (name: string): string | undefined => {
            const given = form.get(name);
            return given === null || given === '' ? undefined : String(given);
        };
        setBusy(true);
        try {
            await client.put(`/api/v1/datasets/${props.dataset.id}/mapping`, {
                time_column: word('time_column'),
                time_format: word('time_format'),
                value_columns: mapping.layout === 'wide_rows' ? undefined : form.getAll('value_columns'),
                id_columns: form.getAll('id_columns'),
                decimal: word('decimal'),
                thousands: form.get('thousands') === 'none' ? '' : word('thousands'),
                timezone: word('timezone'),
            });
            setError(null);
            props.confirmed();
        } catch (failure) {
            setError(wordsOf(failure));
        } finally {
            setBusy(false);
        }
    };

    return (
        <form className="panel" onSubmit={(event) => void submit(event)}>
            <h2>{asks ? 'Please confirm how to read this file' : 'How the file is read'}</h2>
            <div className="fields">
                {mapping.time_column !== undefined && (
                    <label>
                        Column with times
                        <Options name="time_column" options={names} chosen={mapping.time_column} />
                    </label>
                )}
                <label>
                    Times are written as
                    <input name="time_format" list="formats" defaultValue={mapping.time_format} />
                    <datalist id="formats">
                        {FORMATS.map((format) => (
                            <option key={format} value={format} />
                        ))}
                    </datalist>
                </label>
                <label>
                    Time zone
                    <input name="timezone" list="zones" placeholder={mapping.timezone} />
                    <datalist id="zones">
                        {ZONES.map((zone) => (
                            <option key={zone} value={zone} />
                        ))}
                    </datalist>
                </label>
                <label>
                    Decimal sign
                    <Options name="decimal" options={['.', ',']} chosen={mapping.decimal} />
                </label>
                <label>
                    Between thousands
                    <Options
                        name="thousands"
                        options={['none', '.', ',', ' ', "'"]}
                        chosen={mapping.thousands ?? 'none'}
                    />
                </label>
                <label>
                    Columns that name the series
                    <select
                        name="id_columns"
                        multiple
                        defaultValue={
                            mapping.id_columns ?? (mapping.id_column === undefined ? [] : [mapping.id_column])
                        }
                    >
                        {names.map((name) => (
                            <option key={name}>{name}</option>
                        ))}
                    </select>
                </label>
                {mapping.layout !== 'wide_rows' && (
                    <label>
                        Columns with numbers
                        <select name="value_columns" multiple defaultValue={mapping.value_columns} required>
                            {names.map((name) => (
                                <option key={name}>{name}</option>
                            ))}
                        </select>
                    </label>
                )}
            </div>
            <details>
                <summary>Why it is read like this</summary>
                <dl className="facts">
                    {Object.entries(mapping.inference).map(([part, decision]) => (
                        <div key={part}>
                            <dt>{part.replaceAll('_', ' ')}</dt>
                            <dd>
                                {decision.reason} ({Math.round(decision.confidence * 100)} %)
                            </dd>
                        </div>
                    ))}
                </dl>
            </details>
            {error !== null && <Failure words={error} />}
            <button type="submit" className="main" disabled={busy}>
                {asks ? 'Confirm' : 'Read it like this'}
            </button>
        </form>
    );
}

function Options(props: { name: string; options: string[]; chosen: string }): React.JSX.Element {
    return (
        <select name={props.name} defaultValue={props.chosen}>
            {props.options.map((option) => (
                <option key={option} value={option}>
                    {option === ' ' ? 'space' : option}
                </option>
            ))}
        </select>
    );
}
