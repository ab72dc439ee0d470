import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Forecast } from '../api/types';
import { save } from '../components/download';
import { Badge, Failure } from '../components/States';
import { useApp } from '../context';

const KINDS = {
    prospective: 'made before the first forecast time',
    retrospective: 'made after the first forecast time, so it proves no foresight',
};

/** The downloads and the proof. */
export function SealFacts({ forecast }: { forecast: Forecast }): React.JSX.Element {
    const { client } = useApp();
    const [error, setError] = useState<string | null>(null);
    const self = `/api/v1/forecasts/${forecast.id}`;
    const download = async (path: string, accept: string, name: string): Promise<void> => {
        try {
            setError(null);
            save(await client.blob(self + path, accept), name);
        } catch (failure) {
            setError(wordsOf(failure));
        }
    };
    const name = forecast.dataset_name.replace(/\.[a-z]+$/i, '');
    const { sealed } = forecast;
    return (
        <>
            <h2>Downloads and proof</h2>
            {sealed !== undefined && (
                <p>
                    Sealed: <Badge status={sealed.status} /> {sealed.kind}, {KINDS[sealed.kind]}.{' '}
                    {sealed.seq !== undefined && `Entry ${sealed.seq} of the audit log. `}
                    Digest <code title={forecast.sha256}>{forecast.sha256?.slice(0, 16)}...</code>
                </p>
            )}
            <div className="buttons">
                <button type="button" onClick={() => void download('/results', 'text/csv', `${name}-forecast.csv`)}>
                    Results as CSV
                </button>
                <button
                    type="button"
                    onClick={() => void download('/results', 'application/json', `${name}-forecast.json`)}
                >
                    Results as JSON
                </button>
                {sealed?.seq !== undefined && (
                    <button
                        type="button"
                        onClick={() => void download('/receipt', 'text/plain', `${name}-receipt.txt`)}
                    >
                        Receipt
                    </button>
                )}
            </div>
            {error !== null && <Failure words={error} />}
        </>
    );
}
