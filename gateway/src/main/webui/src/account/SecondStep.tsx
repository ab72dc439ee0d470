import type { Client } from '../api/client';
import { Failure } from '../components/States';
import { useAction } from './useAction';
import { assertion, hasPasskeys } from './webauthn';

/** Asks for a second factor: a code, or a passkey. */
export function SecondStep(props: {
    client: Client;
    factors: string[];
    enter: (proof: { otp?: string; passkey?: unknown }) => Promise<void>;
    back: () => void;
}): React.JSX.Element {
    const action = useAction();
    const submit = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const code = String(new FormData(event.currentTarget).get('otp'));
        action.run(() => props.enter({ otp: code }));
    };
    return (
        <form onSubmit={submit}>
            <h2>One more step</h2>
            <label>
                {props.factors.includes('otp') ? 'Code of your authenticator app' : 'Recovery code'}
                <input name="otp" autoComplete="one-time-code" required autoFocus maxLength={40} />
            </label>
            <p className="quiet">A recovery code works too.</p>
            {action.error !== null && <Failure words={action.error} />}
            <button type="submit" className="main" disabled={action.busy}>
                Go on
            </button>
            {props.factors.includes('passkey') && hasPasskeys() && (
                <button
                    type="button"
                    disabled={action.busy}
                    onClick={() => action.run(async () => props.enter({ passkey: await assertion(props.client) }))}
                >
                    Use a passkey
                </button>
            )}
            <button type="button" className="plain" onClick={props.back}>
                Back
            </button>
        </form>
    );
}
