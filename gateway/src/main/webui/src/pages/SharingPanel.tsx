import { useState } from 'react';
import { wordsOf } from '../api/client';
import type { Dataset, Grant } from '../api/types';
import { Failure } from '../components/States';
import { useApp, useLoaded } from '../context';

/** Who else may see or change a dataset; for those who own it. */
export function SharingPanel({ dataset }: { dataset: Dataset }): React.JSX.Element | null {
    const { client, user } = useApp();
    const path = `/api/v1/datasets/${dataset.id}/grants`;
    const [error, setError] = useState<string | null>(null);
    const grants = useLoaded(`grants ${dataset.id}`, () => client.get<{ items: Grant[] }>(path));
    if (grants.value === undefined) {
        return null;
    }
    const attempt = async (work: () => Promise<unknown>): Promise<void> => {
        try {
            await work();
            setError(null);
            grants.reload();
        } catch (failure) {
            setError(wordsOf(failure));
        }
    };
    const share = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const who = String(form.get('who'));
        const team = user.teams.some((one) => one.id === who);
        void attempt(() => client.put(path, { [team ? 'team' : 'user']: who, access: form.get('access') }));
    };
    return (
        <details>
            <summary>Sharing</summary>
            <ul className="cards">
                {grants.value.items.map((grant) => (
                    <li key={grant.user ?? grant.team}>
                        {grant.user ?? user.teams.find((one) => one.id === grant.team)?.name ?? grant.team} may{' '}
                        {grant.access}{' '}
                        <button
                            type="button"
                            className="plain"
                            onClick={() =>
                                void attempt(() =>
                                    client.delete(
                                        `${path}?${grant.user === undefined ? 'team' : 'user'}=${grant.user ?? grant.team}`,
                                    ),
                                )
                            }
                        >
                            Take back
                        </button>
                    </li>
                ))}
            </ul>
            <form className="fields" onSubmit={share}>
                <label>
                    A team, or the id of a person
                    <input name="who" list="teams" required />
                    <datalist id="teams">
                        {user.teams
                            .filter((one) => one.id !== dataset.owner_id)
                            .map((one) => (
                                <option key={one.id} value={one.id}>
                                    {one.name}
                                </option>
                            ))}
                    </datalist>
                </label>
                <label>
                    may
                    <select name="access">
                        <option value="read">read</option>
                        <option value="write">write</option>
                    </select>
                </label>
                <button type="submit">Share</button>
            </form>
            {error !== null && <Failure words={error} />}
        </details>
    );
}
