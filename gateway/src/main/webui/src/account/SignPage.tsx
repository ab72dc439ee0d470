import { useState } from 'react';
import type { Client } from '../api/client';
import { ApiError } from '../api/client';
import type { Session } from '../api/types';
import { Failure } from '../components/States';
import { SecondStep } from './SecondStep';
import { useAction } from './useAction';
import { WalletButtons } from './WalletButtons';
import { prove, type SuiWallet } from './wallets';
import { assertion, hasPasskeys } from './webauthn';

const LEAST_PASSWORD = 15;

/** Sign in with a password, a passkey or a wallet, or open an account. */
export function SignPage(props: {
    client: Client;
    door: string;
    go: (path: string) => void;
    welcome: (session: Session) => Promise<void>;
}): React.JSX.Element {
    const { client, welcome } = props;
    const newcomer = props.door === 'sign-up';
    const action = useAction();
    const [challenge, setChallenge] = useState<{ secret: string; factors: string[] } | null>(null);
    const [mailed, setMailed] = useState(false);

    /** Any door may lead to a second one. */
    const enter = async (path: string, body: unknown): Promise<void> => {
        try {
            const session = await client.post<Session | undefined>(path, body);
            await (session === undefined ? setMailed(true) : welcome(session));
        } catch (failure) {
            if (!(failure instanceof ApiError)) {
                throw failure;
            }
            const { problem } = failure;
            if (problem.challenge !== undefined) {
                setChallenge({ secret: problem.challenge, factors: problem.factors ?? [] });
                if (problem.type === '/problems/otp-invalid') {
                    throw new Error('That is not right, or was used before. Try the next code.');
                }
            } else if (problem.type === '/problems/password-expired') {
                props.go(`/reset-password#${problem.token}`);
            } else {
                throw failure;
            }
        }
    };

    const submit = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const form = Object.fromEntries(new FormData(event.currentTarget));
        action.run(() => enter(newcomer ? '/api/v1/auth/register' : '/api/v1/auth/login', form));
    };
    const byWallet = (wallet: SuiWallet): void =>
        action.run(async () => enter('/api/v1/auth/verify', await prove(client, wallet, 'sign-in')));
    const byPasskey = (): void =>
        action.run(async () => enter('/api/v1/auth/passkeys/sign-in', await assertion(client)));

    if (challenge !== null) {
        return (
            <Door>
                <SecondStep
                    client={client}
                    factors={challenge.factors}
                    enter={(proof) => enter('/api/v1/auth/challenge', { challenge: challenge.secret, ...proof })}
                    back={() => setChallenge(null)}
                />
            </Door>
        );
    }
    if (mailed) {
        return (
            <Door>
                <p role="status">Look into your mail: the link in it confirms your address. Then sign in.</p>
            </Door>
        );
    }
    return (
        <Door>
            {props.door === 'invite' && <p role="status">Sign in, or open an account, to accept the invitation.</p>}
            <form key={String(newcomer)} onSubmit={submit}>
                <h2>{newcomer ? 'Open an account' : 'Sign in'}</h2>
                {newcomer && (
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
                        minLength={newcomer ? LEAST_PASSWORD : 1}
                        maxLength={1024}
                        autoComplete={newcomer ? 'new-password' : 'current-password'}
                        aria-describedby={newcomer ? 'password-rule' : undefined}
                    />
                </label>
                {newcomer && (
                    <p id="password-rule" className="quiet">
                        At least {LEAST_PASSWORD} characters. A few words are easy to remember and hard to guess.
                    </p>
                )}
                {action.error !== null && <Failure words={action.error} />}
                <button type="submit" className="main" disabled={action.busy}>
                    {action.busy ? 'One moment ...' : newcomer ? 'Open the account' : 'Sign in'}
                </button>
                {!newcomer && hasPasskeys() && (
                    <button type="button" disabled={action.busy} onClick={byPasskey}>
                        Sign in with a passkey
                    </button>
                )}
                <WalletButtons label="Sign in with" disabled={action.busy} chosen={byWallet} />
            </form>
            <p>
                {newcomer ? 'You have an account?' : 'New here?'}{' '}
                <Way
                    to={`${newcomer ? '/sign-in' : '/sign-up'}${location.hash}`}
                    go={props.go}
                    taken={action.clear}
                >
                    {newcomer ? 'Sign in' : 'Open an account'}
                </Way>
            </p>
            {!newcomer && (
                <p>
                    <Way to="/forgot-password" go={props.go}>
                        Forgot the password?
                    </Way>
                </p>
            )}
        </Door>
    );
}

/** The frame of every page that people see before they are known. */
export function Door({ children }: { children: React.ReactNode }): React.JSX.Element {
    return (
        <main className="sign">
            <h1>
                <img src="/icon.svg" alt="" width="32" height="32" /> Almanac
            </h1>
            <p className="quiet">Forecasts you can prove.</p>
            {children}
        </main>
    );
}

/** A link between those pages; an invitation's secret stays in the address. */
export function Way(props: {
    to: string;
    go: (path: string) => void;
    taken?: () => void;
    children: React.ReactNode;
}): React.JSX.Element {
    return (
        <a
            href={props.to}
            onClick={(event) => {
                event.preventDefault();
                props.taken?.();
                props.go(props.to);
            }}
        >
            {props.children}
        </a>
    );
}
