import { useState } from 'react';
import type { Client } from '../api/client';
import { ApiError, wordsOf } from '../api/client';
import type { Session } from '../api/types';
import { Failure } from '../components/States';

const LEAST_PASSWORD = 15;

/** Sign in, or open an account. */
export function SignPage(props: {
    client: Client;
    newcomer: boolean;
    go: (path: string) => void;
    welcome: (session: Session) => void;
}): React.JSX.Element {
    const [error, setError] = useState<string | null>(null);
    const [busy, setBusy] = useState(false);

    const submit = async (event: React.FormEvent<HTMLFormElement>): Promise<void> => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        setBusy(true);
        setError(null);
        try {
            const path = props.newcomer ? '/api/v1/auth/register' : '/api/v1/auth/login';
            props.welcome(await props.client.post<Session>(path, Object.fromEntries(form)));
        } catch (failure) {
            setError(explained(failure));
            setBusy(false);
        }
    };

    return (
        <main className="sign">
            <h1>
                <img src="/icon.svg" alt="" width="32" height="32" /> Almanac
            </h1>
            <p className="quiet">Forecasts you can prove.</p>
            <form key={String(props.newcomer)} onSubmit={(event) => void submit(event)}>
                <h2>{props.newcomer ? 'Open an account' : 'Sign in'}</h2>
                {props.newcomer && (
                    <label>
                        Name
                        <input name="full_name" autoComplete="name" maxLength={200} />
                    </label>
                )}
                <label>
                    E-mail
                    <input name="email" type="email" autoComplete="username" required autoFocus maxLength={254} />
                </label>
                <label>
                    Password
                    <input
                        name="password"
                        type="password"
                        required
                        minLength={props.newcomer ? LEAST_PASSWORD : 1}
                        maxLength={1024}
                        autoComplete={props.newcomer ? 'new-password' : 'current-password'}
                        aria-describedby={props.newcomer ? 'password-rule' : undefined}
                    />
                </label>
                {props.newcomer && (
                    <p id="password-rule" className="quiet">
                        At least {LEAST_PASSWORD} characters. A few words are easy to remember and hard to guess.
                    </p>
                )}
                {error !== null && <Failure words={error} />}
                <button type="submit" className="main" disabled={busy}>
                    {busy ? 'One moment ...' : props.newcomer ? 'Open the account' : 'Sign in'}
                </button>
            </form>
            <p>
                {props.newcomer ? 'You have an account?' : 'New here?'}{' '}
                <a
                    href={props.newcomer ? '/sign-in' : '/sign-up'}
                    onClick={(event) => {
                        event.preventDefault();
                        setError(null);
                        props.go(props.newcomer ? '/sign-in' : '/sign-up');
                    }}
                >
                    {props.newcomer ? 'Sign in' : 'Open an account'}
                </a>
            </p>
        </main>
    );
}

function explained(failure: unknown): string {
    if (failure instanceof ApiError && failure.problem.status === 429) {
        return `Too many attempts. ${failure.message}`;
    }
    return failure instanceof ApiError ? (failure.problem.detail ?? failure.problem.title) : wordsOf(failure);
}
