import { useEffect, useRef } from 'react';
import type { Client } from '../api/client';
import type { Profile } from '../api/types';
import { Failure } from '../components/States';
import { useAction } from './useAction';
import { WalletButtons } from './WalletButtons';
import { prove, type SuiWallet } from './wallets';
import { assertion, hasPasskeys } from './webauthn';

/** Has somebody show once more who they are, before something dangerous. */
export function StepUpDialog(props: {
    client: Client;
    user: Profile;
    done: (shown: boolean) => void;
}): React.JSX.Element {
    const { client, user } = props;
    const action = useAction();
    const dialog = useRef<HTMLDialogElement>(null);
    const code = useRef<HTMLInputElement>(null);

    useEffect(() => dialog.current?.showModal(), []);

    const show = (proof: unknown): void =>
        action.run(async () => {
            await client.post('/api/v1/auth/step-up', proof);
            props.done(true);
        });
    const typed = (): { otp?: string } => {
        const otp = code.current?.value ?? '';
        return otp === '' ? {} : { otp };
    };
    const submit = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        show({ password: new FormData(event.currentTarget).get('password'), ...typed() });
    };
    const byWallet = (wallet: SuiWallet): void =>
        action.run(async () => {
            const proof = await prove(
                client,
                wallet,
                'sign-in',
                user.wallets.map((one) => one.address),
            );
            await client.post('/api/v1/auth/step-up', { wallet: proof, ...typed() });
            props.done(true);
        });
    const byPasskey = (): void =>
        action.run(async () => {
            await client.post('/api/v1/auth/step-up', { passkey: await assertion(client) });
            props.done(true);
        });

    return (
        <dialog ref={dialog} aria-labelledby="step-up" onCancel={() => props.done(false)}>
            <form onSubmit={submit}>
                <h2 id="step-up">Is it you?</h2>
                <p className="quiet">This needs a fresh proof of who you are.</p>
                {user.mfa.password && (
                    <label>
                        Password
                        <input name="password" type="password" autoComplete="current-password" required autoFocus />
                    </label>
                )}
                {user.mfa.factors.length > 0 && (
                    <label>
                        Code
                        <input ref={code} autoComplete="one-time-code" maxLength={40} />
                    </label>
                )}
                {action.error !== null && <Failure words={action.error} />}
                <div className="buttons">
                    {user.mfa.password && (
                        <button type="submit" className="main" disabled={action.busy}>
                            Go on
                        </button>
                    )}
                    {user.mfa.passkeys > 0 && hasPasskeys() && (
                        <button type="button" disabled={action.busy} onClick={byPasskey}>
                            Use a passkey
                        </button>
                    )}
                    <button type="button" className="plain" onClick={() => props.done(false)}>
                        Cancel
                    </button>
                </div>
                {user.wallets.length > 0 && (
                    <WalletButtons label="Use" disabled={action.busy} chosen={byWallet} />
                )}
            </form>
        </dialog>
    );
}
