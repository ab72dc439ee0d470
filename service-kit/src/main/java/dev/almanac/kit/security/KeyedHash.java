package dev.almanac.kit.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 under a key of its own for one purpose: nobody without the root key can compute it.
public final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    public KeyedHash(RootKey rootKey, String purpose) {
        this.key = new SecretKeySpec(rootKey.derive(purpose), ALGORITHM);
    }

    /// @return 32 bytes, of the text's UTF-8
    public byte[] of(String text) {
        try {
            Mac hmac = Mac.getInstance(ALGORITHM);
            hmac.init(key);
            return hmac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot compute a keyed hash", e);
        }
    }
}
