package dev.almanac.sui;

import java.io.ByteArrayOutputStream;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/// What a wallet signs for a personal message: `BLAKE2b-256(03 00 00 || ULEB128(length) || message)`. The three bytes
/// of intent keep it apart from a transaction, so a sign-in can never move coins.
final class PersonalMessage {

    private static final byte[] INTENT = {3, 0, 0};
    private static final int DIGEST_BYTES = 32;

    private PersonalMessage() {}

    /// @return 32 bytes
    static byte[] digest(byte[] message) {
        ByteArrayOutputStream intended = new ByteArrayOutputStream(message.length + 8);
        intended.writeBytes(INTENT);
        int rest = message.length;
        while (rest >= 0x80) {
            intended.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        intended.write(rest);
        intended.writeBytes(message);
        return blake2b(intended.toByteArray());
    }

    /// BLAKE2b with 32 bytes of output, unkeyed.
    static byte[] blake2b(byte[] input) {
        Blake2bDigest blake = new Blake2bDigest(DIGEST_BYTES * 8);
        blake.update(input, 0, input.length);
        byte[] digest = new byte[DIGEST_BYTES];
        blake.doFinal(digest, 0);
        return digest;
    }
}
