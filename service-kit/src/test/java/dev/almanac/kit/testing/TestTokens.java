package dev.almanac.kit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/// Access tokens as auth-service would issue them, signed with a key of the test run.
///
/// The key pair is kept in system properties, because Quarkus loads this class once for the test and once for the
/// resources that start before it.
public final class TestTokens {

    public static final String ISSUER = "http://localhost:8080";

    private static final String KEY_PROPERTY = "almanac.test.signing-key";

    private TestTokens() {}

    public static String user(UUID user, String... roles) {
        return token("almanac", Map.of("sub", user.toString(), "groups", List.of(roles), "sid", user.toString()), 600);
    }

    /// Somebody in a team.
    public static String member(UUID user, UUID team, String role) {
        Map<String, Object> claims = Map.of(
                "sub", user.toString(),
                "groups", List.of("user"),
                "sid", user.toString(),
                "teams", List.of(Map.of("id", team.toString(), "role", role)));
        return token("almanac", claims, 600);
    }

    /// What the gateway gets for an API key.
    public static String key(UUID user, String scopes) {
        Map<String, Object> claims = Map.of(
                "sub", user.toString(),
                "groups", List.of("user"),
                "key", UUID.randomUUID().toString(),
                "scope", scopes);
        return token("almanac", claims, 600);
    }

    /// What auth-service erases with.
    public static String eraser(String audience) {
        return token(audience, Map.of("sub", "auth-service", "groups", List.of("scope:erase")), 600);
    }

    public static String service(String audience, String service, UUID user, String scope) {
        String subject = user == null ? service : user.toString();
        return token(audience, Map.of("sub", subject, "act", Map.of("sub", service), "scope", scope), 600);
    }

    /// @param lifeSeconds negative for a token that has expired
    public static String token(String audience, Map<String, Object> more, int lifeSeconds) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setAudience(audience);
        NumericDate now = NumericDate.now();
        claims.setIssuedAt(now);
        NumericDate end = NumericDate.fromSeconds(now.getValue() + lifeSeconds);
        claims.setExpirationTime(end);
        claims.setGeneratedJwtId();
        more.forEach(claims::setClaim);
        try {
            RsaJsonWebKey key = key();
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            signature.setKeyIdHeaderValue(key.getKeyId());
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            signature.setHeader("typ", "at+jwt");
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a service without a database needs to accept these tokens.
    public static Map<String, String> settings(Path folder) {
        return Map.of(
                "almanac.tokens.jwks-location", jwksFile(folder).toUri().toString(), "almanac.tokens.issuer", ISSUER);
    }

    static Path jwksFile(Path folder) {
        try {
            return Files.writeString(folder.resolve("jwks.json"), new JsonWebKeySet(key()).toJson());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized RsaJsonWebKey key() throws JoseException {
        String known = System.getProperty(KEY_PROPERTY);
        if (known != null) {
            return (RsaJsonWebKey) JsonWebKey.Factory.newJwk(known);
        }
        RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId("test");
        System.setProperty(KEY_PROPERTY, key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
        return key;
    }
}
