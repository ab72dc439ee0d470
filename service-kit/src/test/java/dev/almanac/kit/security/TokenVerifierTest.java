package dev.almanac.kit.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.almanac.kit.testing.TestTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenVerifierTest {

    private static final Map<String, Object> SUBJECT = Map.of("sub", "somebody");

    @TempDir
    Path folder;

    private TokenVerifier verifier;

    @BeforeEach
    void trustTheTestKey() throws Exception {
        TestTokens.token("almanac", SUBJECT, 60);
        var key = JsonWebKey.Factory.newJwk(System.getProperty("almanac.test.signing-key"));
        Path keys = Files.writeString(folder.resolve("jwks.json"), new JsonWebKeySet(key).toJson());
        verifier = new TokenVerifier(new Trusted(keys.toUri().toString()));
    }

    @Test
    void acceptsATokenOfOurIssuerForUs() throws Exception {
        assertEquals(
                "somebody",
                verifier.verify(TestTokens.token("almanac", SUBJECT, 60)).getSubject());
    }

    @Test
    void refusesATokenForAnotherAudience() {
        refuses(TestTokens.token("somebody-else", SUBJECT, 60));
    }

    @Test
    void refusesAnExpiredToken() {
        refuses(TestTokens.token("almanac", SUBJECT, -60));
    }

    @Test
    void refusesAChangedPayload() {
        String[] parts = TestTokens.token("almanac", SUBJECT, 60).split("\\.");
        String forged = new String(Base64.getUrlDecoder().decode(parts[1])).replace("somebody", "an-admin");
        String payload = Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes());
        refuses(parts[0] + "." + payload + "." + parts[2]);
    }

    @Test
    void refusesTheAlgorithmNone() {
        String payload = TestTokens.token("almanac", SUBJECT, 60).split("\\.")[1];
        String header = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\",\"typ\":\"at+jwt\"}".getBytes());
        refuses(header + "." + payload + ".");
    }

    private void refuses(String token) {
        assertThrows(InvalidJwtException.class, () -> verifier.verify(token));
    }

    private record Trusted(String jwksLocation) implements TokenConfig {
        @Override
        public String issuer() {
            return TestTokens.ISSUER;
        }

        @Override
        public List<String> audiences() {
            return List.of("almanac");
        }

        @Override
        public Duration keysRefresh() {
            return Duration.ofMinutes(5);
        }

        @Override
        public Duration clockSkew() {
            return Duration.ZERO;
        }
    }
}
