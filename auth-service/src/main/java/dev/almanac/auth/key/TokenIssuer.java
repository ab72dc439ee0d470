package dev.almanac.auth.key;

import dev.almanac.kit.Moments;
import dev.almanac.kit.security.TokenConfig;
import dev.almanac.kit.security.TokenVerifier;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
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

    /// How long a person's next token lives.
    ///
    /// @param end what it must not outlive
    public Duration lifeUntil(Instant end) {
        return Moments.shorter(config.life(), Duration.between(Instant.now(), end));
    }

    public Duration serviceLife() {
        return config.serviceLife();
    }

    /// A token for a person, good for every public call that the roles allow.
    ///
    /// @param methods how they proved who they are (`amr` of RFC 8176)
    /// @param life not beyond the session's own end
    public String forPerson(Bearer bearer, UUID session, Set<String> methods, Instant authenticated, Duration life) {
        JwtClaimsBuilder claims = personal(bearer, life)
                .claim("sid", session.toString())
                .claim("amr", Json.createArrayBuilder(methods).build());
        if (authenticated != null) {
            claims.claim("auth_time", authenticated.getEpochSecond());
        }
        return sign(claims);
    }

    /// A token for an administrator who helps somebody: it names both.
    public String forHelper(Bearer bearer, UUID session, UUID administrator, Duration life) {
        return sign(
                personal(bearer, life).claim("sid", session.toString()).claim("act", actor(administrator.toString())));
    }

    /// A token for a program with an API key.
    ///
    /// @param life not beyond the key's own end
    public String forKey(Bearer bearer, UUID key, Set<String> scopes, Duration life) {
        return sign(personal(bearer, life).claim("key", key.toString()).claim("scope", String.join(" ", scopes)));
    }

    /// A token for a service's background work: one called service, one scope, minutes of life.
    public String forService(String service, String audience, String scope) {
        return sign(serving(service, audience, scope).subject(service));
    }

    /// The same in somebody's name: the called service sees whose things they may see at this moment.
    public String forService(String service, String audience, Bearer bearer, String scope) {
        return sign(serving(service, audience, scope)
                .subject(bearer.user().toString())
                .claim("gen", bearer.generation())
                .claim("teams", teams(bearer)));
    }

    private JwtClaimsBuilder personal(Bearer bearer, Duration life) {
        return timed(life)
                .audience("almanac")
                .subject(bearer.user().toString())
                .groups(bearer.roles())
                .claim("gen", bearer.generation())
                .claim("teams", teams(bearer))
                .claim("plan", bearer.plan());
    }

    private JwtClaimsBuilder serving(String service, String audience, String scope) {
        return timed(config.serviceLife())
                .audience(audience)
                .groups("scope:" + scope)
                .claim("act", actor(service));
    }

    private JwtClaimsBuilder timed(Duration life) {
        Instant now = Instant.now();
        return Jwt.claims()
                .issuer(issuer)
                .claim("jti", UUID.randomUUID().toString())
                .issuedAt(now)
                .expiresAt(now.plus(life));
    }

    private String sign(JwtClaimsBuilder claims) {
        SigningKeys.Signing signing = keys.current();
        return claims.jws()
                .keyId(signing.id())
                .header("typ", TokenVerifier.TYPE)
                .sign(signing.key());
    }

    private static JsonObject actor(String subject) {
        return Json.createObjectBuilder().add("sub", subject).build();
    }

    private static JsonArray teams(Bearer bearer) {
        JsonArrayBuilder teams = Json.createArrayBuilder();
        bearer.teams()
                .forEach((id, role) -> teams.add(
                        Json.createObjectBuilder().add("id", id.toString()).add("role", role)));
        return teams.build();
    }
}
