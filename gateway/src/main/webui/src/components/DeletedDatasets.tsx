import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { DatasetSummary } from '../api/types';
import { useApp, useLoaded } from '../context';
import { Failure } from './States';

/** What was deleted in the last days and can be had back. */
export function DeletedDatasets(): React.JSX.Element | null {
    const { client, go } = useApp();
    const [error, setError] = useState<string | null>(null);
    const deleted = useLoaded('deleted datasets', () =>
        client.get<{ items: DatasetSummary[] }>('/api/v1/datasets?deleted=true'),
    );
    if (deleted.value === undefined || deleted.value.items.length === 0) {
        return null;
    }
    const restore = async (id: string): Promise<void> => {
        try {
            await client.post(`/api/v1/datasets/${id}/restore`);
            go(`/datasets/${id}`);
        } catch (failure) {
            setError(wordsOf(failure));
        }
    };
    return (
        <details>
            <summary>Deleted, and not yet gone</summary>
            {error !== null && <Failure words={error} />}
            <ul className="cards">
                {deleted.value.items.map((dataset) => (
                    <li key={dataset.id}>
                        {dataset.name}{' '}
                        <button type="button" className="plain" onClick={() => void restore(dataset.id)}>
                            Restore
                        </button>
                    </li>
                ))}
            </ul>
        </details>
    );
}
