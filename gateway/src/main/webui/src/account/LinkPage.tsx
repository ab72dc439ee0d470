import { useEffect, useState } from 'react';
import type { Client } from '../api/client';
import { Failure } from '../components/States';
import { Door, Way } from './SignPage';
import { useAction } from './useAction';

const DONE = {
    'verify-email': 'Your e-mail address is confirmed.',
    'reset-password': 'Your new password is set. Sign in with it.',
    'set-up': 'You are the administrator of this platform now. Sign in.',
};

/** What the links in mails lead to. The secret stands behind `#`, which browsers send to no server. */
export function LinkPage(props: {
    client: Client;
    purpose: keyof typeof DONE;
    go: (path: string) => void;
}): React.JSX.Element {
    const [secret] = useState(() => location.hash.slice(1));
    const [done, setDone] = useState(false);
    const action = useAction();
    const { client, purpose } = props;

    useEffect(() => {
        history.replaceState(null, '', location.pathname);
    }, []);

    const confirm = (body: Record<string, unknown>): void =>
        action.run(async () => {
            const path = {
                'verify-email': '/api/v1/auth/email/verify',
                'reset-password': '/api/v1/auth/password/reset',
                'set-up': '/api/v1/auth/set-up',
            }[purpose];
            await client.post(path, { token: secret, ...body });
            setDone(true);
        });

    const submit = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        confirm(Object.fromEntries(new FormData(event.currentTarget)));
    };

    return (
        <Door>
            {done ? (
                <p role="status">{DONE[purpose]}</p>
            ) : (
                <form onSubmit={submit}>
                    <h2>{purpose === 'verify-email' ? 'Confirm your e-mail address' : 'Set a password'}</h2>
                    {purpose !== 'verify-email' && (
                        <label>
                            New password
                            <input
                                name="password"
                                type="password"
                                required
                                autoFocus
                                maxLength={1024}
                                autoComplete="new-password"
                            />
                        </label>
                    )}
                    {action.error !== null && <Failure words={action.error} />}
                    <button type="submit" className="main" disabled={action.busy || secret === ''}>
                        {purpose === 'verify-email' ? 'Confirm' : 'Set the password'}
                    </button>
                    {secret === '' && <Failure words="Open the link of the mail as a whole: its end is missing." />}
                </form>
            )}
            <p>
                <Way to="/datasets" go={props.go}>
                    Go on to Almanac
                </Way>
            </p>
        </Door>
    );
}
