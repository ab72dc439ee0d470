package dev.almanac.forecast.council;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// A Sui wallet with an Ed25519 key, as the published SDKs sign personal messages: that they agree with our check is
/// shown where the check lives, by their own vectors.
final class TestWallet {

    private static final byte ED25519 = 0;

    private final Ed25519PrivateKeyParameters key;

    TestWallet(int seed) {
        byte[] secret = new byte[32];
        secret[0] = (byte) seed;
        this.key = new Ed25519PrivateKeyParameters(secret);
    }

    String address() {
        return "0x"
                + HexFormat.of().formatHex(hash(flagged(key.generatePublicKey().getEncoded())));
    }

    String sign(String text) {
        byte[] message = text.getBytes(StandardCharsets.UTF_8);
        byte[] digest = hash(joined(new byte[] {3, 0, 0}, length(message.length), message));
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(digest, 0, digest.length);
        byte[] signature = signer.generateSignature();
        return Base64.getEncoder()
                .encodeToString(
                        flagged(joined(signature, key.generatePublicKey().getEncoded())));
    }

    /// ULEB128.
    private static byte[] length(int length) {
        return length < 128
                ? new byte[] {(byte) length}
                : new byte[] {(byte) (length & 0x7f | 0x80), (byte) (length >> 7)};
    }

    private static byte[] flagged(byte[] bytes) {
        return joined(new byte[] {ED25519}, bytes);
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] hash(byte[] bytes) {
        Blake2bDigest digest = new Blake2bDigest(256);
        digest.update(bytes, 0, bytes.length);
        byte[] hash = new byte[32];
        digest.doFinal(hash, 0);
        return hash;
    }
}
