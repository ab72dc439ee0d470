import { useState } from 'react';
import type { Client } from '../api/client';
import { Failure } from '../components/States';
import { Door, Way } from './SignPage';
import { useAction } from './useAction';

/** Has a link sent that sets a new password. */
export function ForgotPage(props: { client: Client; go: (path: string) => void }): React.JSX.Element {
    const action = useAction();
    const [sent, setSent] = useState(false);
    const submit = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const form = Object.fromEntries(new FormData(event.currentTarget));
        action.run(async () => {
            await props.client.post('/api/v1/auth/password/forgot', form);
            setSent(true);
        });
    };
    return (
        <Door>
            {sent ? (
                <p role="status">If this address has an account, a mail with a link is on its way.</p>
            ) : (
                <form onSubmit={submit}>
                    <h2>Set a new password</h2>
                    <label>
                        E-mail
                        <input name="email" type="email" autoComplete="username" required autoFocus maxLength={254} />
                    </label>
                    {action.error !== null && <Failure words={action.error} />}
                    <button type="submit" className="main" disabled={action.busy}>
                        Send the link
                    </button>
                </form>
            )}
            <p>
                <Way to="/sign-in" go={props.go}>
                    Back to signing in
                </Way>
            </p>
        </Door>
    );
}
