package dev.almanac.forecast.webhook;

import dev.almanac.kit.security.RootKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key that signs a webhook's calls. Source: Standard Webhooks 1.0.0, "Signature scheme" (symmetric, `v1`).
final class WebhookSecret {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;

    private WebhookSecret(byte[] key) {
        this.key = key;
    }

    static WebhookSecret drawn() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return new WebhookSecret(key);
    }

    /// @param text `whsec_` and base64
    static WebhookSecret of(String text) {
        return new WebhookSecret(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    }

    static WebhookSecret opened(byte[] wrapped, UUID webhook, RootKey root) {
        return new WebhookSecret(root.unwrap(wrapped, purpose(webhook)));
    }

    byte[] wrapped(UUID webhook, RootKey root) {
        return root.wrap(key, purpose(webhook));
    }

    /// As it is shown once.
    String text() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /// The value of `webhook-signature`.
    ///
    /// @param timestamp seconds since 1970
    String sign(String id, long timestamp, String payload) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] signed = mac.doFinal((id + "." + timestamp + "." + payload).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256", e);
        }
    }

    private static String purpose(UUID webhook) {
        return "webhook-secret:" + webhook;
    }
}
