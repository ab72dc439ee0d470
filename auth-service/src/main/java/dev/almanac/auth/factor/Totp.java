package dev.almanac.auth.factor;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/// Codes of RFC 6238: SHA-1, 30 seconds, six digits, which every authenticator app understands. The step before and
/// the step after count too, for clocks that are a little off.
final class Totp {

    static final int SECRET_BYTES = 20;

    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();
    private static final int DRIFT_STEPS = 1;

    private Totp() {}

    /// @return the step whose code it is, later than `after`; empty for a wrong, old or used code
    static OptionalLong step(byte[] secret, String code, Instant now, long after) {
        long current = now.getEpochSecond() / GENERATOR.getTimeStep().toSeconds();
        OptionalLong matching = OptionalLong.empty();
        for (long step = current - DRIFT_STEPS; step <= current + DRIFT_STEPS; step++) {
            if (isSame(code(secret, step), code) && step > after && matching.isEmpty()) {
                matching = OptionalLong.of(step);
            }
        }
        return matching;
    }

    static String code(byte[] secret, long step) {
        try {
            Instant time = Instant.ofEpochSecond(step * GENERATOR.getTimeStep().toSeconds());
            return GENERATOR.generateOneTimePasswordString(new SecretKeySpec(secret, "RAW"), time, Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("Cannot compute a code", e);
        }
    }

    /// Base32 without padding, as apps take it by hand.
    static String base32(byte[] secret) {
        return new String(Base32.encode(secret), StandardCharsets.US_ASCII).replace("=", "");
    }

    /// What a QR code shows. Source: github.com/google/google-authenticator/wiki/Key-Uri-Format.
    static String uri(byte[] secret, String issuer, String account) {
        return "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=6&period=30"
                .formatted(encoded(issuer), encoded(account), base32(secret), encoded(issuer));
    }

    private static boolean isSame(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
