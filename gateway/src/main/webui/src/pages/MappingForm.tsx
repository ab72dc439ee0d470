import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Dataset, Preview } from '../api/types';
import { Failure } from '../components/States';
import { useApp } from '../context';

const FORMATS = ['yyyy-MM-dd', 'dd/MM/yyyy', 'MM/dd/yyyy', 'dd.MM.yyyy', 'dd-MM-yyyy', 'MM-dd-yyyy'];

/** Asks what the file itself does not say. */
export function MappingForm(props: {
    dataset: Dataset;
    columns: Preview['columns'];
    confirmed: () => void;
}): React.JSX.Element {
    const { client } = useApp();
    const { mapping } = props.dataset;
    const [error, setError] = useState<string | null>(null);
    const names = props.columns.map((column) => column.name);
    const proposed = mapping.time_format ?? '';
    const formats = FORMATS.includes(proposed) || proposed === '' ? FORMATS : [proposed, ...FORMATS];

    const submit = async (event: React.FormEvent<HTMLFormElement>): Promise<void> => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        try {
            await client.put(`/api/v1/datasets/${props.dataset.id}/mapping`, {
                time_column: form.get('time_column'),
                time_format: form.get('time_format'),
                value_columns: form.getAll('value_columns'),
            });
            props.confirmed();
        } catch (failure) {
            setError(wordsOf(failure));
        }
    };

    return (
        <form className="panel" onSubmit={(event) => void submit(event)}>
            <h2>Please confirm how to read this file</h2>
            {mapping.inference['time_format'] !== undefined && (
                <p className="quiet">{mapping.inference['time_format'].reason}.</p>
            )}
            <div className="fields">
                <label>
                    Column with times
                    <select name="time_column" defaultValue={mapping.time_column}>
                        {names.map((name) => (
                            <option key={name}>{name}</option>
                        ))}
                    </select>
                </label>
                <label>
                    Times are written as
                    <select name="time_format" defaultValue={proposed}>
                        {formats.map((format) => (
                            <option key={format}>{format}</option>
                        ))}
                    </select>
                </label>
                <label>
                    Columns with numbers
                    <select name="value_columns" multiple defaultValue={mapping.value_columns} required>
                        {names.map((name) => (
                            <option key={name}>{name}</option>
                        ))}
                    </select>
                </label>
            </div>
            {error !== null && <Failure words={error} />}
            <button type="submit" className="main">
                Confirm
            </button>
        </form>
    );
}
