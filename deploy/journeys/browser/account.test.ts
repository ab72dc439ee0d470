import { createHmac } from 'node:crypto';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser';
import { PASSWORD, signUp, SLOW, URL, visit } from './visitor';

/** The code of an authenticator app (RFC 6238), `steps` of 30 seconds from now. */
function code(secret: string, steps: number): string {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('');
    const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
    const mac = createHmac('sha1', key).update(counter).digest();
    const at = mac[19]! & 0xf;
    return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}


async function signOut(page: Page): Promise<void> {
    await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
}

async function openAccount(page: Page): Promise<void> {
    await page.getByRole('link', { name: 'Ada' }).click();
    await page.getByRole('group', { name: 'Passkeys' }).waitFor();
}

describe('the account', () => {
    let browser: Browser;

    beforeAll(async () => {
        browser = await launch();
    }, SLOW);

    afterAll(async () => {
        await browser?.close();
    });

    it('signs in with a passkey, which is a second factor too', async () => {
        const [page, complaints, context] = await visit(browser);
        const session = await context.newCDPSession(page);
        await session.send('WebAuthn.enable');
        await session.send('WebAuthn.addVirtualAuthenticator', {
            options: {
                protocol: 'ctap2',
                transport: 'internal',
                hasResidentKey: true,
                hasUserVerification: true,
                isUserVerified: true,
                automaticPresenceSimulation: true,
            },
        });
        const email = await signUp(page);
        await openAccount(page);
        await page.getByRole('button', { name: 'Add a passkey' }).click();
        await page.getByRole('heading', { name: 'Recovery codes' }).waitFor();
        const recovery = await page.locator('.codes code').first().innerText();
        await page.getByRole('button', { name: 'Remove This device' }).waitFor();

        await signOut(page);
        await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
        await page.getByText('No datasets yet').waitFor();

        await signOut(page);
        await page.getByLabel('E-mail').fill(email);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.getByRole('heading', { name: 'One more step' }).waitFor();
        await page.getByRole('button', { name: 'Use a passkey' }).click();
        await page.getByText('No datasets yet').waitFor();

        await signOut(page);
        await page.getByLabel('E-mail').fill(email);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.getByLabel('Recovery code').fill(recovery.toLowerCase());
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.getByText('No datasets yet').waitFor();
        expect(complaints).toEqual([]);
        await context.close();
    }, SLOW);

    it('asks for the code of an authenticator app', async () => {
        const [page, complaints, context] = await visit(browser);
        const email = await signUp(page);
        await openAccount(page);
        const panel = page.getByRole('group', { name: 'Authenticator app' });
        await panel.getByRole('button', { name: 'Set it up' }).click();
        await panel.getByRole('img', { name: 'QR code for the app' }).waitFor();
        const secret = await panel.locator('code').first().innerText();
        await panel.getByRole('textbox', { name: 'Code' }).fill(code(secret, -1));
        await panel.getByRole('button', { name: 'Confirm' }).click();
        await panel.getByRole('heading', { name: 'Recovery codes' }).waitFor();
        expect(await panel.locator('.codes li').count()).toBe(10);

        await signOut(page);
        await page.getByLabel('E-mail').fill(email);
        await page.getByLabel('Password').fill(PASSWORD);
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.getByLabel('Code of your authenticator app').fill(code(secret, 0));
        await page.getByRole('button', { name: 'Go on' }).click();
        await page.getByText('No datasets yet').waitFor();
        expect(complaints).toEqual([]);
        await context.close();
    }, SLOW);

    it('signs in with a Sui wallet of the Wallet Standard that holds a real key', async () => {
        const key = Ed25519Keypair.generate();
        const [page, complaints, context] = await visit(browser, {}, async (fresh) => {
            await fresh.exposeFunction('signWithKey', async (text: string) => {
                const signed = await key.signPersonalMessage(new TextEncoder().encode(text));
                return signed.signature;
            });
            await fresh.addInitScript(registerWallet, key.toSuiAddress());
        });
        await page.getByRole('button', { name: 'Sign in with Trial Wallet' }).click();
        await page.getByText('No datasets yet').waitFor();
        await page.getByRole('link', { name: 'My account' }).click();
        await page.getByTitle(key.toSuiAddress()).waitFor();
        await page.getByRole('button', { name: 'Unlink' }).click();
        await page.getByText(/this is the only way in/).waitFor();

        await signOut(page);
        await signUp(page);
        await openAccount(page);
        await page.getByRole('button', { name: 'Link Trial Wallet' }).click();
        await page.getByText('Unlink it there first').waitFor();
        expect(complaints.filter((words) => !words.includes('409 (Conflict)'))).toEqual([]);
        await context.close();
    }, SLOW);

    it('asks who it is before something dangerous, makes a key, and shows it once', async () => {
        const [page, complaints, context] = await visit(browser);
        await signUp(page);
        await openAccount(page);
        let asked = 0;
        await page.route('**/api/v1/auth/api-keys', async (route) => {
            if (route.request().method() === 'POST' && asked++ === 0) {
                await route.fulfill({
                    status: 403,
                    contentType: 'application/problem+json',
                    body: JSON.stringify({ type: '/problems/step-up-required', title: 'Show it', status: 403 }),
                });
            } else {
                await route.continue();
            }
        });
        await page.getByLabel('Name of the key').fill('nightly');
        await page.getByRole('button', { name: 'Make a key' }).click();
        const dialog = page.getByRole('dialog', { name: 'Is it you?' });
        await dialog.getByLabel('Password').fill('not my password at all');
        await dialog.getByRole('button', { name: 'Go on' }).click();
        await dialog.getByRole('alert').waitFor();
        await dialog.getByLabel('Password').fill(PASSWORD);
        await dialog.getByRole('button', { name: 'Go on' }).click();
        const status = page.getByRole('status').filter({ hasText: 'Copy the key now' });
        const secret = await status.locator('code').innerText();
        const answer = await fetch(`${URL}/api/v1/datasets`, { headers: { 'X-API-Key': secret } });
        expect(answer.status).toBe(200);
        await page.reload();
        await page.getByRole('button', { name: 'Revoke nightly' }).waitFor();
        expect(await page.content()).not.toContain(secret);
        expect(complaints.filter((words) => !words.includes('403 (Forbidden)'))).toEqual([]);
        await context.close();
    }, SLOW);

    it('makes a team, and shows who is in it', async () => {
        const [page, complaints, context] = await visit(browser);
        await signUp(page);
        await page.getByRole('link', { name: 'Teams' }).click();
        await page.getByText('No teams yet').waitFor();
        await page.getByLabel('Name of the team').fill('Grid planning');
        await page.getByRole('button', { name: 'Make a team' }).click();
        await page.getByRole('heading', { name: 'Grid planning' }).waitFor();
        await page.getByRole('form', { name: 'Invite' }).getByLabel('E-mail').fill('friend@example.org');
        await page.getByRole('button', { name: 'Invite' }).click();
        await page.getByText('friend@example.org').waitFor();
        await page.getByRole('button', { name: 'Withdraw' }).click();
        await page.getByText('friend@example.org').waitFor({ state: 'detached' });
        await page.getByRole('link', { name: 'Datasets' }).click();
        await page.getByLabel('Belongs to').selectOption({ label: 'Grid planning' });
        expect(complaints).toEqual([]);
        await context.close();
    }, SLOW);
});

/** Runs in the page: registers a wallet as browser extensions do (Wallet Standard 1.0). */
function registerWallet(address: string): void {
    const account = {
        address,
        publicKey: new Uint8Array(),
        chains: ['sui:mainnet'],
        features: ['sui:signPersonalMessage'],
    };
    const wallet = {
        version: '1.0.0',
        name: 'Trial Wallet',
        icon: 'data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4=',
        chains: ['sui:mainnet'],
        accounts: [account],
        features: {
            'standard:connect': { version: '1.0.0', connect: async () => ({ accounts: [account] }) },
            'standard:events': { version: '1.0.0', on: () => () => {} },
            'sui:signPersonalMessage': {
                version: '1.1.0',
                signPersonalMessage: async ({ message }: { message: Uint8Array }) => ({
                    bytes: '',
                    signature: await (
                        window as unknown as { signWithKey: (text: string) => Promise<string> }
                    ).signWithKey(new TextDecoder().decode(message)),
                }),
            },
        },
    };
    const callback = ({ register }: { register: (one: unknown) => void }): void => register(wallet);
    window.dispatchEvent(new CustomEvent('wallet-standard:register-wallet', { detail: callback }));
    window.addEventListener('wallet-standard:app-ready', (event) => callback((event as CustomEvent).detail));
}
