import { useState } from 'react';
import type { ApiKey } from '../api/types';
import { Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { when } from '../format';
import { useAction } from './useAction';

const SCOPES = ['data:read', 'data:write', 'forecast:read', 'forecast:write', 'audit:read', 'account:read'];

/** Keys for programs. */
export function ApiKeysPanel(): React.JSX.Element {
    const { client } = useApp();
    const keys = useLoaded('api-keys', () => client.get<ApiKey[]>('/api/v1/auth/api-keys'));
    const action = useAction();
    const [made, setMade] = useState<ApiKey | null>(null);
    const create = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const form = event.currentTarget;
        const fields = new FormData(form);
        const days = Number(fields.get('days'));
        const wanted = {
            name: fields.get('name'),
            scopes: fields.getAll('scopes'),
            ...(days > 0 && { expires_at: new Date(Date.now() + days * 86_400_000).toISOString() }),
        };
        action.run(async () => {
            setMade(await client.post<ApiKey>('/api/v1/auth/api-keys', wanted));
            form.reset();
            keys.reload();
        });
    };
    const revoke = (id: string): void =>
        action.run(async () => {
            await client.delete(`/api/v1/auth/api-keys/${id}`);
            keys.reload();
        });
    return (
        <div className="panel" role="group" aria-label="API keys">
            <h2>API keys</h2>
            {keys.error !== undefined && <Failure words={keys.error} again={keys.reload} />}
            {keys.value === undefined && keys.error === undefined && <Loading what="your keys" />}
            <ul className="rows">
                {keys.value?.map((key) => (
                    <li key={key.id}>
                        <span>
                            <strong>{key.name}</strong>
                            <span className="role">
                                {key.scopes.join(', ')};{' '}
                                {key.expires_at === undefined ? 'no end' : `until ${when(key.expires_at)}`};{' '}
                                {key.last_used_at === undefined ? 'never used' : `last used ${when(key.last_used_at)}`}
                            </span>
                        </span>
                        <button
                            type="button"
                            className="plain"
                            disabled={action.busy}
                            onClick={() => revoke(key.id)}
                        >
                            Revoke {key.name}
                        </button>
                    </li>
                ))}
            </ul>
            {made?.key !== undefined && (
                <p role="status">
                    Copy the key now, it is not shown again: <code>{made.key}</code>
                </p>
            )}
            {action.error !== null && <Failure words={action.error} />}
            <form onSubmit={create}>
                <div className="fields">
                    <label>
                        Name of the key
                        <input name="name" required maxLength={100} />
                    </label>
                    <label>
                        Days until it ends
                        <input name="days" type="number" min={1} max={3650} defaultValue={90} />
                    </label>
                </div>
                <fieldset>
                    <legend>It may</legend>
                    {SCOPES.map((scope) => (
                        <label key={scope} className="inline">
                            <input type="checkbox" name="scopes" value={scope} defaultChecked={scope.endsWith(':read')} />{' '}
                            {scope}
                        </label>
                    ))}
                </fieldset>
                <p>
                    <button type="submit" disabled={action.busy}>
                        Make a key
                    </button>
                </p>
            </form>
        </div>
    );
}
