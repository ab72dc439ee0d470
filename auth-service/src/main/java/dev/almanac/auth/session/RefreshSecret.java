package dev.almanac.auth.session;

import dev.almanac.kit.security.RootKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes refresh tokens. A successor is computed from its predecessor, so that racing tabs inside the grace window get
/// the same one although only hashes are stored; without the key nobody can compute it.
@ApplicationScoped
class RefreshSecret {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final SecretKeySpec key;

    RefreshSecret(RootKey rootKey) {
        this.key = new SecretKeySpec(rootKey.derive("refresh-token-successor"), "HmacSHA256");
    }

    String first() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return BASE64URL.encodeToString(secret);
    }

    String successor(String token) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(key);
            return BASE64URL.encodeToString(hmac.doFinal(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot compute a refresh token", e);
        }
    }

    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
