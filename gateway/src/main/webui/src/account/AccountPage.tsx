import { useApp } from '../context';
import { nameOf } from '../format';
import { AlertsPanel } from './AlertsPanel';
import { ApiKeysPanel } from './ApiKeysPanel';
import { DataPanel } from './DataPanel';
import { DevicesPanel } from './DevicesPanel';
import { NoticesPanel } from './NoticesPanel';
import { PasskeysPanel } from './PasskeysPanel';
import { PasswordPanel } from './PasswordPanel';
import { ProfilePanel } from './ProfilePanel';
import { TotpPanel } from './TotpPanel';
import { WalletsPanel } from './WalletsPanel';
import { WebhooksPanel } from './WebhooksPanel';

/** One's own account: how one gets in, from where, and what programs may do in one's name. */
export function AccountPage(): React.JSX.Element {
    const { user } = useApp();
    return (
        <section>
            <div className="title">
                <h1>{nameOf(user)}</h1>
                <span className="badge muted">{user.role}</span>
            </div>
            {user.mfa.required && (
                <div className="failure" role="alert">
                    <p>Your role needs a second factor. Set up an authenticator app or a passkey below.</p>
                </div>
            )}
            <AlertsPanel />
            <ProfilePanel />
            <PasswordPanel />
            <TotpPanel />
            <PasskeysPanel />
            <WalletsPanel />
            <DevicesPanel />
            <ApiKeysPanel />
            <NoticesPanel />
            <WebhooksPanel />
            <DataPanel />
        </section>
    );
}
