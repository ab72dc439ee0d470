package dev.almanac.sui;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/// Ed25519 of RFC 8032 over a message, with keys of the prime-order group only: a key of small order would accept one
/// signature for many messages.
final class Ed25519Check {

    private Ed25519Check() {}

    /// @param key 32 bytes
    /// @param signature 64 bytes, R and S
    static boolean holds(byte[] key, byte[] message, byte[] signature) {
        return !isZero(signature, Ed25519.SIGNATURE_SIZE / 2)
                && Ed25519.validatePublicKeyFull(key, 0)
                && Ed25519.verify(signature, 0, key, 0, message, 0, message.length);
    }

    /// Whether all bytes from `start` are 0, as in S = 0.
    private static boolean isZero(byte[] bytes, int start) {
        int any = 0;
        for (int i = start; i < bytes.length; i++) {
            any |= bytes[i];
        }
        return any == 0;
    }
}
