package dev.almanac.auth.ticket;

import dev.almanac.kit.security.Sha256;
import java.security.SecureRandom;
import java.util.Base64;

/// Random secrets of 256 bits in base64url, and the SHA-256 that is stored of them. They are long enough that a fast
/// hash is safe.
public final class Secret {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Secret() {}

    /// @return 43 characters
    public static String next() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    public static byte[] hash(String secret) {
        return Sha256.of(secret);
    }
}
