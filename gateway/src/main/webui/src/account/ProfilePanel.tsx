import { useState } from 'react';
import { Failure } from '../components/States';
import { useApp } from '../context';
import { useAction } from './useAction';

/** Name and address. */
export function ProfilePanel(): React.JSX.Element {
    const { client, user, reloadUser } = useApp();
    const action = useAction();
    const [told, setTold] = useState<string | null>(null);
    const submit = (event: React.FormEvent<HTMLFormElement>): void => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const email = String(form.get('email'));
        const change: Record<string, string> = { full_name: String(form.get('full_name')) };
        if (email !== '' && email !== user.email) {
            change['email'] = email;
        }
        action.run(async () => {
            await client.patch('/api/v1/auth/me', change);
            await reloadUser();
            setTold(change['email'] === undefined ? 'Saved.' : `Saved. A mail to ${email} confirms the address.`);
        });
    };
    const resend = (): void =>
        action.run(async () => {
            await client.post('/api/v1/auth/email/resend');
            setTold(`A mail is on its way to ${user.email}.`);
        });
    return (
        <form className="panel" aria-label="Profile" onSubmit={submit}>
            <h2>Profile</h2>
            <div className="fields">
                <label>
                    Name
                    <input name="full_name" defaultValue={user.full_name ?? ''} maxLength={200} autoComplete="name" />
                </label>
                <label>
                    E-mail
                    <input name="email" type="email" defaultValue={user.email ?? ''} maxLength={254} />
                </label>
            </div>
            {action.error !== null && <Failure words={action.error} />}
            {told !== null && action.error === null && !action.busy && <p role="status">{told}</p>}
            <div className="buttons">
                <button type="submit" disabled={action.busy}>
                    Save
                </button>
                {user.email !== undefined && !user.email_verified && (
                    <button type="button" className="plain" disabled={action.busy} onClick={resend}>
                        Send the confirmation again
                    </button>
                )}
            </div>
        </form>
    );
}
