// Makes sdk.json: valid signatures of every scheme by the real SDK, multisig of mixed members and passkeys included.
// Made with @mysten/sui 2.33.1 on node 20: `npm install @mysten/sui@2.33.1 && node generate.mjs > sdk.json`.
import { createHash } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { Secp256k1Keypair } from '@mysten/sui/keypairs/secp256k1';
import { Secp256r1Keypair } from '@mysten/sui/keypairs/secp256r1';
import { PasskeyKeypair } from '@mysten/sui/keypairs/passkey';
import { MultiSigPublicKey } from '@mysten/sui/multisig';
import { verifyPersonalMessageSignature } from '@mysten/sui/verify';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
const seed = (text) => new Uint8Array(sha256(Buffer.from(text)));

/** A passkey in software, as an authenticator on some wallet's site would answer. */
function passkey(name) {
    const secret = seed(name);
    const key = p256.getPublicKey(secret, true);
    const provider = {
        async get(challenge) {
            const clientData = Buffer.from(
                JSON.stringify({
                    type: 'webauthn.get',
                    challenge: Buffer.from(challenge).toString('base64url'),
                    origin: 'https://wallet.example',
                    crossOrigin: false,
                }),
            );
            const authenticatorData = Buffer.concat([sha256('wallet.example'), Buffer.from([0x1d, 0, 0, 0, 0])]);
            const signature = p256.sign(Buffer.concat([authenticatorData, sha256(clientData)]), secret, {
                format: 'der',
                lowS: true,
            });
            const buffer = (b) => new Uint8Array(b).slice().buffer;
            return {
                response: {
                    authenticatorData: buffer(authenticatorData),
                    clientDataJSON: buffer(clientData),
                    signature: buffer(signature),
                },
            };
        },
    };
    return new PasskeyKeypair(key, provider);
}

const ed = (n) => Ed25519Keypair.fromSecretKey(seed(`ed ${n}`));
const k1 = (n) => Secp256k1Keypair.fromSecretKey(seed(`k1 ${n}`));
const r1 = (n) => Secp256r1Keypair.fromSecretKey(seed(`r1 ${n}`));

async function multisig(threshold, members, signing, message) {
    const key = MultiSigPublicKey.fromPublicKeys({
        threshold,
        publicKeys: members.map(([signer, weight]) => ({ publicKey: signer.getPublicKey(), weight })),
    });
    const parts = [];
    for (const at of signing) {
        parts.push((await members[at][0].signPersonalMessage(message)).signature);
    }
    return { address: key.toSuiAddress(), signature: key.combinePartialSignatures(parts) };
}

async function single(signer, message) {
    const { signature } = await signer.signPersonalMessage(message);
    return { address: signer.getPublicKey().toSuiAddress(), signature };
}

const text = (s) => new TextEncoder().encode(s);
const ten = [...Array(10).keys()].map((n) => [n % 3 === 0 ? ed(n) : n % 3 === 1 ? k1(n) : r1(n), n + 1]);
const cases = [
    ['ed25519, 127 bytes', (m) => single(ed(1), m), new Uint8Array(127).fill(65)],
    ['secp256k1, 129 bytes', (m) => single(k1(1), m), new Uint8Array(129).fill(66)],
    ['secp256r1, 16383 bytes', (m) => single(r1(1), m), new Uint8Array(16383).fill(67)],
    ['passkey', (m) => single(passkey('a'), m), text('hello')],
    ['multisig 1 of 1', (m) => multisig(1, [[ed(2), 1]], [0], m), text('one')],
    ['multisig 2 of 3 of all plain schemes', (m) => multisig(2, [[ed(3), 1], [k1(3), 1], [r1(3), 1]], [1, 2], m), text('two')],
    ['multisig all ten with weights', (m) => multisig(55, ten, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], m), text('ten')],
    ['multisig the heaviest of ten', (m) => multisig(10, ten, [9], m), text('heavy')],
    ['multisig with weight 255', (m) => multisig(255, [[k1(4), 255], [ed(4), 1]], [0], m), text('255')],
    ['multisig of a passkey and a key', (m) => multisig(3, [[passkey('b'), 2], [ed(5), 1]], [0, 1], m), text('passkeys')],
];
const vectors = [];
for (const [note, make, message] of cases) {
    const made = await make(message);
    await verifyPersonalMessageSignature(message, made.signature, { address: made.address });
    vectors.push({ note, ...made, message: Buffer.from(message).toString('base64') });
}
console.log(JSON.stringify({ generator: '@mysten/sui 2.33.1', vectors }, null, 1));
