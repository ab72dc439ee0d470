import { Failure } from '../components/States';
import { useApp } from '../context';
import { ends, when } from '../format';
import { useAction } from './useAction';
import { WalletButtons } from './WalletButtons';
import { prove, type SuiWallet } from './wallets';

/** Sui wallets that sign in to this account. */
export function WalletsPanel(): React.JSX.Element {
    const { client, user, reloadUser } = useApp();
    const action = useAction();
    const link = (wallet: SuiWallet): void =>
        action.run(async () => {
            await client.post('/api/v1/auth/wallets', await prove(client, wallet, 'link'));
            await reloadUser();
        });
    const unlink = (address: string): void =>
        action.run(async () => {
            await client.delete(`/api/v1/auth/wallets/${address}`);
            await reloadUser();
        });
    return (
        <div className="panel" role="group" aria-label="Wallets">
            <h2>Sui wallets</h2>
            {user.wallets.length === 0 && <p className="quiet">None is linked.</p>}
            <ul className="rows">
                {user.wallets.map((wallet) => (
                    <li key={wallet.address}>
                        <span>
                            <code title={wallet.address}>{ends(wallet.address)}</code>{' '}
                            <span className="quiet">
                                {wallet.scheme}, since {when(wallet.linked_at)}
                            </span>
                        </span>
                        <button
                            type="button"
                            className="plain"
                            disabled={action.busy}
                            onClick={() => unlink(wallet.address)}
                        >
                            Unlink
                        </button>
                    </li>
                ))}
            </ul>
            {action.error !== null && <Failure words={action.error} />}
            <WalletButtons label="Link" disabled={action.busy} chosen={link} />
        </div>
    );
}
