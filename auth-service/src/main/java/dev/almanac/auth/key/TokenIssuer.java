package dev.almanac.auth.key;

import dev.almanac.kit.security.TokenConfig;
import dev.almanac.kit.security.TokenVerifier;
import io.smallrye.jwt.build.Jwt;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// Signs access tokens.
@ApplicationScoped
public class TokenIssuer {

    private final SigningKeys keys;
    private final TokenIssuerConfig config;
    private final String issuer;

    TokenIssuer(SigningKeys keys, TokenIssuerConfig config, TokenConfig accepted) {
        this.keys = keys;
        this.config = config;
        this.issuer = accepted.issuer();
    }

    public Duration life() {
        return config.life();
    }

    public Duration serviceLife() {
        return config.serviceLife();
    }

    /// A token for a person, good for every public call that the roles allow.
    public String forPerson(UUID user, Set<String> roles, UUID session) {
        SigningKeys.Signing signing = keys.current();
        Instant now = Instant.now();
        return Jwt.claims()
                .issuer(issuer)
                .audience("almanac")
                .subject(user.toString())
                .groups(roles)
                .claim("sid", session.toString())
                .claim("teams", Json.createArrayBuilder().build())
                .claim("plan", "free")
                .claim("jti", UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plus(config.life()))
                .jws()
                .keyId(signing.id())
                .header("typ", TokenVerifier.TYPE)
                .sign(signing.key());
    }

    /// A token for a service's background work: one called service, one scope, minutes of life.
    ///
    /// @param subject the user in whose name it acts, or the service itself
    public String forService(String service, String audience, String subject, String scope) {
        SigningKeys.Signing signing = keys.current();
        Instant now = Instant.now();
        return Jwt.claims()
                .issuer(issuer)
                .audience(audience)
                .subject(subject)
                .groups("scope:" + scope)
                .claim("act", Json.createObjectBuilder().add("sub", service).build())
                .claim("jti", UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plus(config.serviceLife()))
                .jws()
                .keyId(signing.id())
                .header("typ", TokenVerifier.TYPE)
                .sign(signing.key());
    }
}
