import { useState } from 'react';
import { encode } from 'uqr';
import { Failure } from '../components/States';
import { useApp } from '../context';
import { RecoveryCodes } from './RecoveryCodes';
import { useAction } from './useAction';

interface Enrolment {
    secret: string;
    otpauth_uri: string;
}

/** An authenticator app as a second factor, and its recovery codes. */
export function TotpPanel(): React.JSX.Element {
    const { client, user, reloadUser } = useApp();
    const action = useAction();
    const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
    const [codes, setCodes] = useState<string[] | null>(null);
    const isSetUp = user.mfa.factors.includes('otp');

    const begin = (): void =>
        action.run(async () => setEnrolment(await client.post<Enrolment>('/api/v1/auth/mfa/totp')));
    const confirm = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const form = Object.fromEntries(new FormData(event.currentTarget));
        action.run(async () => {
            const made = await client.post<{ recovery_codes: string[] }>('/api/v1/auth/mfa/totp/confirm', form);
            setCodes(made.recovery_codes);
            setEnrolment(null);
            await client.refresh();
            await reloadUser();
        });
    };
    const remove = (): void =>
        action.run(async () => {
            await client.delete('/api/v1/auth/mfa/totp');
            setCodes(null);
            await reloadUser();
        });
    const renew = (): void =>
        action.run(async () => {
            const made = await client.post<{ recovery_codes: string[] }>('/api/v1/auth/mfa/recovery-codes');
            setCodes(made.recovery_codes);
            await reloadUser();
        });

    return (
        <div className="panel" role="group" aria-label="Authenticator app">
            <h2>Authenticator app</h2>
            {enrolment !== null && (
                <form onSubmit={confirm}>
                    <p>Scan this with the app, or type the secret, then type the code that it shows.</p>
                    <Qr text={enrolment.otpauth_uri} />
                    <p>
                        <code>{enrolment.secret}</code>
                    </p>
                    <label>
                        Code
                        <input
                            name="code"
                            inputMode="numeric"
                            pattern="[0-9]{6}"
                            required
                            autoFocus
                            autoComplete="one-time-code"
                        />
                    </label>
                    <p>
                        <button type="submit" className="main" disabled={action.busy}>
                            Confirm
                        </button>
                    </p>
                </form>
            )}
            {action.error !== null && <Failure words={action.error} />}
            {codes !== null && <RecoveryCodes codes={codes} />}
            {isSetUp ? (
                <>
                    <p>It is set up. {user.mfa.recovery_codes_left} recovery codes are left.</p>
                    <div className="buttons">
                        <button type="button" disabled={action.busy} onClick={renew}>
                            New recovery codes
                        </button>
                        <button type="button" className="plain" disabled={action.busy} onClick={remove}>
                            Remove the app
                        </button>
                    </div>
                </>
            ) : (
                enrolment === null && (
                    <button type="button" disabled={action.busy} onClick={begin}>
                        Set it up
                    </button>
                )
            )}
        </div>
    );
}

/** A QR code as one path, always dark on light so that cameras see it. */
function Qr({ text }: { text: string }): React.JSX.Element {
    const { data, size } = encode(text);
    const path = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
    return (
        <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label="QR code for the app">
            <rect width={size} height={size} fill="#fff" />
            <path d={path} fill="#000" />
        </svg>
    );
}
