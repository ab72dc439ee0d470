import { useState } from 'react';
import { Failure } from '../components/States';
import { useApp } from '../context';
import { useAction } from './useAction';

/** Sets, changes or removes the password; every other device is signed out by it. */
export function PasswordPanel(): React.JSX.Element {
    const { client, user, reloadUser } = useApp();
    const action = useAction();
    const [told, setTold] = useState<string | null>(null);
    const submit = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const form = event.currentTarget;
        const change = Object.fromEntries(new FormData(form));
        action.run(async () => {
            await client.post('/api/v1/auth/password/change', change);
            await reloadUser();
            form.reset();
            setTold('The new password counts. Other devices were signed out.');
        });
    };
    const remove = (): void =>
        action.run(async () => {
            await client.delete('/api/v1/auth/password');
            await reloadUser();
            setTold('The password is gone.');
        });
    return (
        <form className="panel" aria-label="Password" onSubmit={submit}>
            <h2>Password</h2>
            <div className="fields">
                {user.mfa.password && (
                    <label>
                        Current password
                        <input name="current_password" type="password" required autoComplete="current-password" />
                    </label>
                )}
                <label>
                    New password
                    <input name="new_password" type="password" required maxLength={1024} autoComplete="new-password" />
                </label>
            </div>
            {action.error !== null && <Failure words={action.error} />}
            {told !== null && action.error === null && !action.busy && <p role="status">{told}</p>}
            <div className="buttons">
                <button type="submit" disabled={action.busy}>
                    {user.mfa.password ? 'Change the password' : 'Set a password'}
                </button>
                {user.mfa.password && user.wallets.length + user.mfa.passkeys > 0 && (
                    <button type="button" className="plain" disabled={action.busy} onClick={remove}>
                        Remove the password
                    </button>
                )}
            </div>
        </form>
    );
}
