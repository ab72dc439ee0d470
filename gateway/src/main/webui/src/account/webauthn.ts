import type { Client } from '../api/client';
import type { Passkey } from '../api/types';

/** Whether this browser can use passkeys in the JSON form of WebAuthn level 3. */
export function hasPasskeys(): boolean {
    return (
        typeof PublicKeyCredential !== 'undefined' &&
        typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function'
    );
}

/** Makes a passkey and registers it for whoever is signed in. */
export async function register(client: Client, name: string): Promise<Passkey> {
    const options = await client.post<PublicKeyCredentialCreationOptionsJSON>(
        '/api/v1/auth/passkeys/registration/options',
    );
    const made = await navigator.credentials.create({
        publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
    });
    return client.post<Passkey>(
        `/api/v1/auth/passkeys/registration?name=${encodeURIComponent(name)}`,
        (made as PublicKeyCredential).toJSON(),
    );
}

/** Has one of the person's passkeys sign a challenge of ours. */
export async function assertion(client: Client): Promise<unknown> {
    const options = await client.post<PublicKeyCredentialRequestOptionsJSON>('/api/v1/auth/passkeys/sign-in/options');
    const signed = await navigator.credentials.get({
        publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
    });
    return (signed as PublicKeyCredential).toJSON();
}
