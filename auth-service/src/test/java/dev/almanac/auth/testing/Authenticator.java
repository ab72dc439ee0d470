package dev.almanac.auth.testing;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/// An authenticator app.
public final class Authenticator {

    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();

    private final SecretKeySpec secret;

    public Authenticator(String base32) {
        this.secret = new SecretKeySpec(Base32.decode(base32), "RAW");
    }

    /// Sets one up for somebody who is signed in; each call confirms with the code of the step before, so that the
    /// codes of now and next are still unused.
    public static Authenticator of(Guest guest, List<String> recoveryCodes) throws InvalidKeyException {
        String secret = guest.post("/auth/mfa/totp", Map.of())
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
        Authenticator app = new Authenticator(secret);
        List<String> codes = guest.post("/auth/mfa/totp/confirm", Map.of("code", app.code(-1)))
                .then()
                .statusCode(200)
                .extract()
                .path("recovery_codes");
        recoveryCodes.addAll(codes);
        return app;
    }

    /// @param steps from now, of 30 seconds
    public String code(int steps) throws InvalidKeyException {
        return GENERATOR.generateOneTimePasswordString(secret, Instant.now().plusSeconds(30L * steps));
    }
}
