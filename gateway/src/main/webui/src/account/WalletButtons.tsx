import { useEffect, useState } from 'react';
import type { SuiWallet } from './wallets';
import { suiWallets } from './wallets';

/** One button for each Sui wallet of this browser. */
export function WalletButtons(props: {
    label: string;
    disabled: boolean;
    chosen: (wallet: SuiWallet) => void;
}): React.JSX.Element | null {
    const [wallets, setWallets] = useState<SuiWallet[]>([]);
    useEffect(() => {
        const found = suiWallets(() => setWallets(found.list()));
        setWallets(found.list());
        return found.stop;
    }, []);
    if (wallets.length === 0) {
        return null;
    }
    return (
        <div className="buttons">
            {wallets.map((wallet) => (
                <button key={wallet.name} type="button" disabled={props.disabled} onClick={() => props.chosen(wallet)}>
                    {wallet.icon.startsWith('data:') && <img src={wallet.icon} alt="" width="18" height="18" />}{' '}
                    {props.label} {wallet.name}
                </button>
            ))}
        </div>
    );
}
