package dev.almanac.auth.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/// A wallet in software, for trials that need many; the real SDK signs in the journeys.
public final class SuiWallet {

    private final Ed25519PrivateKeyParameters key = new Ed25519PrivateKeyParameters(new SecureRandom());

    public String address() {
        byte[] preimage = join(new byte[] {0}, key.generatePublicKey().getEncoded());
        return "0x" + HexFormat.of().formatHex(blake2b(preimage));
    }

    public String sign(String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream intended = new ByteArrayOutputStream();
        intended.writeBytes(new byte[] {3, 0, 0});
        int rest = text.length;
        for (; rest >= 0x80; rest >>>= 7) {
            intended.write(rest & 0x7f | 0x80);
        }
        intended.write(rest);
        intended.writeBytes(text);
        byte[] digest = blake2b(intended.toByteArray());
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        signer.update(digest, 0, digest.length);
        byte[] signature = join(
                new byte[] {0},
                join(signer.generateSignature(), key.generatePublicKey().getEncoded()));
        return Base64.getEncoder().encodeToString(signature);
    }

    /// Asks for a text and signs it.
    public Map<String, String> proof(Guest guest, String purpose) {
        String message = guest.post("/auth/nonce", Map.of("address", address(), "purpose", purpose))
                .then()
                .statusCode(200)
                .extract()
                .path("message");
        return Map.of("address", address(), "message", message, "signature", sign(message));
    }

    private static byte[] blake2b(byte[] input) {
        Blake2bDigest blake = new Blake2bDigest(256);
        blake.update(input, 0, input.length);
        byte[] digest = new byte[32];
        blake.doFinal(digest, 0);
        return digest;
    }

    private static byte[] join(byte[] a, byte[] b) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(a);
        all.writeBytes(b);
        return all.toByteArray();
    }
}
