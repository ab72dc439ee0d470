import { useState } from 'react';
import type { Passkey } from '../api/types';
import { Failure, Loading } from '../components/States';
import { useApp, useLoaded } from '../context';
import { when } from '../format';
import { RecoveryCodes } from './RecoveryCodes';
import { useAction } from './useAction';
import { hasPasskeys, register } from './webauthn';

/** Passkeys: sign in without a password, or as a second factor. */
export function PasskeysPanel(): React.JSX.Element {
    const { client, reloadUser } = useApp();
    const passkeys = useLoaded('passkeys', () => client.get<Passkey[]>('/api/v1/auth/passkeys'));
    const action = useAction();
    const [codes, setCodes] = useState<string[] | null>(null);
    const changed = async (): Promise<void> => {
        passkeys.reload();
        await reloadUser();
    };
    const add = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const name = String(new FormData(event.currentTarget).get('name'));
        action.run(async () => {
            const made = await register(client, name);
            setCodes(made.recovery_codes ?? null);
            await client.refresh();
            await changed();
        });
    };
    return (
        <div className="panel" role="group" aria-label="Passkeys">
            <h2>Passkeys</h2>
            {passkeys.error !== undefined && <Failure words={passkeys.error} again={passkeys.reload} />}
            {passkeys.value === undefined && passkeys.error === undefined && <Loading what="your passkeys" />}
            <ul className="rows">
                {passkeys.value?.map((passkey) => (
                    <li key={passkey.id}>
                        <span>
                            <strong>{passkey.name}</strong>{' '}
                            <span className="quiet">
                                since {when(passkey.created_at)}
                                {passkey.backed_up && ', on all your devices'}
                            </span>
                        </span>
                        <button
                            type="button"
                            className="plain"
                            disabled={action.busy}
                            onClick={() =>
                                action.run(async () => {
                                    await client.delete(`/api/v1/auth/passkeys/${passkey.id}`);
                                    await changed();
                                })
                            }
                        >
                            Remove {passkey.name}
                        </button>
                    </li>
                ))}
            </ul>
            {codes !== null && <RecoveryCodes codes={codes} />}
            {action.error !== null && <Failure words={action.error} />}
            {hasPasskeys() ? (
                <form className="inline" onSubmit={add}>
                    <label>
                        Name of the passkey
                        <input name="name" required maxLength={100} defaultValue="This device" />
                    </label>
                    <button type="submit" disabled={action.busy}>
                        Add a passkey
                    </button>
                </form>
            ) : (
                <p className="quiet">This browser cannot make passkeys.</p>
            )}
        </div>
    );
}
