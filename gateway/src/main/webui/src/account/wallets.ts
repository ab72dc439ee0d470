import { getWallets } from '@wallet-standard/app';
import type { Client } from '../api/client';

/** A Sui wallet in this browser, found by the Wallet Standard. */
export interface SuiWallet {
    name: string;
    icon: string;
    connect: () => Promise<{ accounts: readonly Signer[] }>;
    sign: (account: Signer, message: Uint8Array) => Promise<{ signature: string }>;
}

interface Signer {
    address: string;
    chains: readonly string[];
}

/** What a wallet has signed, as the API takes it. */
export interface WalletProof {
    address: string;
    message: string;
    signature: string;
}

interface Features {
    'standard:connect'?: { connect: SuiWallet['connect'] };
    'sui:signPersonalMessage'?: {
        signPersonalMessage: (input: { message: Uint8Array; account: Signer }) => Promise<{ signature: string }>;
    };
}

/** Those that can sign a personal message; `changed` is told when one comes or goes. */
export function suiWallets(changed: () => void): { list: () => SuiWallet[]; stop: () => void } {
    const all = getWallets();
    const stops = [all.on('register', changed), all.on('unregister', changed)];
    const list = (): SuiWallet[] =>
        all.get().flatMap((wallet) => {
            const features = wallet.features as Features;
            const connect = features['standard:connect'];
            const sign = features['sui:signPersonalMessage'];
            if (connect === undefined || sign === undefined) {
                return [];
            }
            return [
                {
                    name: wallet.name,
                    icon: wallet.icon,
                    connect: () => connect.connect(),
                    sign: (account, message) => sign.signPersonalMessage({ message, account }),
                },
            ];
        });
    return { list, stop: () => stops.forEach((stop) => stop()) };
}

/** Has a wallet sign a challenge of ours, with an account whose address is `known` where it has one. */
export async function prove(
    client: Client,
    wallet: SuiWallet,
    purpose: 'sign-in' | 'link',
    known: string[] = [],
): Promise<WalletProof> {
    const account = await chosenAccount(wallet, known);
    const { message } = await client.post<{ message: string }>('/api/v1/auth/nonce', {
        address: account.address,
        purpose,
    });
    return { message, ...(await signed(wallet, account, message)) };
}

/** Has a wallet sign a text, with an account whose address is `known` where it has one. */
export async function signText(
    wallet: SuiWallet,
    text: string,
    known: string[],
): Promise<Pick<WalletProof, 'address' | 'signature'>> {
    return signed(wallet, await chosenAccount(wallet, known), text);
}

async function chosenAccount(wallet: SuiWallet, known: string[]): Promise<Signer> {
    const { accounts } = await wallet.connect();
    const account =
        accounts.find((one) => known.includes(one.address)) ??
        accounts.find((one) => one.chains.some((chain) => chain.startsWith('sui:'))) ??
        accounts[0];
    if (account === undefined) {
        throw new Error('The wallet shows no account');
    }
    return account;
}

async function signed(
    wallet: SuiWallet,
    account: Signer,
    text: string,
): Promise<Pick<WalletProof, 'address' | 'signature'>> {
    const { signature } = await wallet.sign(account, new TextEncoder().encode(text));
    return { address: account.address, signature };
}
