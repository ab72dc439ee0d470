package dev.almanac.gateway.attack;

import dev.almanac.kit.testing.TestTokens;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.lang.JoseException;

/// Tokens by name: the good one, and the ways to get one wrong. Put together by hand, because a library would not.
final class ForgedTokens {

    private static final String HEADER = "{\"alg\":\"RS256\",\"kid\":\"test\",\"typ\":\"at+jwt\"}";

    private final RsaJsonWebKey key;
    private final UUID user = UUID.randomUUID();

    ForgedTokens() throws JoseException {
        TestTokens.user(user, "user");
        this.key = (RsaJsonWebKey) JsonWebKey.Factory.newJwk(System.getProperty("almanac.test.signing-key"));
    }

    String named(String name) throws GeneralSecurityException {
        return switch (name) {
            case "valid" -> signed(HEADER, claims().encode());
            case "key" -> TestTokens.key(user, "data:read");
            case "expired" -> signed(HEADER, claims().put("exp", now() - 60).encode());
            case "future" -> signed(HEADER, claims().put("nbf", now() + 600).encode());
            case "wrong-audience" ->
                signed(HEADER, claims().put("aud", "data-service").encode());
            case "wrong-issuer" ->
                signed(HEADER, claims().put("iss", "https://evil.example").encode());
            case "wrong-type" -> signed(HEADER.replace("at+jwt", "JWT"), claims().encode());
            case "no-type" -> signed(HEADER.replace(",\"typ\":\"at+jwt\"", ""), claims().encode());
            case "no-expiry" -> signed(HEADER, without("exp"));
            case "no-subject" -> signed(HEADER, without("sub"));
            case "no-issued-at" -> signed(HEADER, without("iat"));
            case "unknown-key" -> signed(HEADER.replace("\"test\"", "\"other\""), claims().encode());
            case "no-key-id" -> signed(HEADER.replace("\"kid\":\"test\",", ""), claims().encode());
            case "alg-none" -> unsigned(HEADER.replace("RS256", "none"), claims().encode()) + ".";
            case "alg-None" -> unsigned(HEADER.replace("RS256", "None"), claims().encode()) + ".AA";
            case "hs256-public-key" -> withPublicKeyAsSecret();
            case "rs512" -> signed("SHA512withRSA", HEADER.replace("RS256", "RS512"), claims().encode());
            case "ps256" -> signed("RSASSA-PSS", HEADER.replace("RS256", "PS256"), claims().encode());
            case "es256" -> signed(HEADER.replace("RS256", "ES256"), claims().encode());
            case "other-key" -> withOtherKey();
            case "bad-signature" -> changed(signed(HEADER, claims().encode()));
            case "no-signature" -> unsigned(HEADER, claims().encode()) + ".";
            case "signature-of-another" -> ofAnother();
            case "jku" -> with("\"jku\":\"https://evil.example/keys\"");
            case "jwk" -> with("\"jwk\":{\"kty\":\"RSA\"}");
            case "x5u" -> with("\"x5u\":\"https://evil.example/chain\"");
            case "crit" -> with("\"crit\":[\"exp\"]");
            case "b64" -> with("\"b64\":false,\"crit\":[\"b64\"]");
            case "duplicate-claim" -> signed(HEADER, claims().encode().replaceFirst("\\{", "{\"sub\":\"admin\","));
            case "duplicate-header" -> with("\"alg\":\"none\"");
            case "four-parts" -> signed(HEADER, claims().encode()) + ".x";
            case "two-parts" -> unsigned(HEADER, claims().encode());
            case "padded" -> signed(HEADER, claims().encode()) + "==";
            case "spaces" -> signed(HEADER, claims().encode()).replaceFirst("\\.", " .");
            case "newline-in-payload" -> signed(HEADER, claims().encode()).replaceFirst("\\.", ".\t");
            case "lower-case-signature" -> lowered(signed(HEADER, claims().encode()));
            case "trailing-dot" -> signed(HEADER, claims().encode()) + ".";
            case "leading-dot" -> "." + signed(HEADER, claims().encode());
            case "huge" -> signed(HEADER, claims().put("x", "y".repeat(7_000)).encode());
            case "not-json" -> signed(HEADER, "hello");
            case "array-payload" -> signed(HEADER, "[]");
            case "service-token" -> TestTokens.service("data-service", "forecast-service", user, "series:read");
            default -> throw new IllegalArgumentException(name);
        };
    }

    private JsonObject claims() {
        return new JsonObject()
                .put("iss", TestTokens.ISSUER)
                .put("aud", "almanac")
                .put("sub", user.toString())
                .put("sid", user.toString())
                .put("groups", new JsonArray().add("user"))
                .put("iat", now())
                .put("exp", now() + 600)
                .put("jti", UUID.randomUUID().toString());
    }

    private String without(String claim) {
        JsonObject claims = claims();
        claims.remove(claim);
        return claims.encode();
    }

    private String with(String field) throws GeneralSecurityException {
        return signed(HEADER.replaceFirst("\\{", "{" + field.replace("\\", "\\\\") + ","), claims().encode());
    }

    private String ofAnother() throws GeneralSecurityException {
        String other =
                signed(HEADER, claims().put("sub", UUID.randomUUID().toString()).encode());
        return unsigned(HEADER, claims().encode()) + other.substring(other.lastIndexOf('.'));
    }

    private String withOtherKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String text = unsigned(HEADER, claims().encode());
        return text + "."
                + signature("SHA256withRSA", generator.generateKeyPair().getPrivate(), text);
    }

    private String withPublicKeyAsSecret() throws GeneralSecurityException {
        String text = unsigned(HEADER.replace("RS256", "HS256"), claims().encode());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getPublicKey().getEncoded(), "HmacSHA256"));
        return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private String signed(String header, String payload) throws GeneralSecurityException {
        return signed("SHA256withRSA", header, payload);
    }

    private String signed(String algorithm, String header, String payload) throws GeneralSecurityException {
        String text = unsigned(header, payload);
        return text + "." + signature(algorithm, key.getPrivateKey(), text);
    }

    private static String signature(String algorithm, PrivateKey key, String text) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        if (algorithm.equals("RSASSA-PSS")) {
            signature.setParameter(new java.security.spec.PSSParameterSpec(
                    "SHA-256", "MGF1", java.security.spec.MGF1ParameterSpec.SHA256, 32, 1));
        }
        signature.initSign(key);
        signature.update(text.getBytes(StandardCharsets.US_ASCII));
        return base64(signature.sign());
    }

    private static String unsigned(String header, String payload) {
        return base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(payload.getBytes(StandardCharsets.UTF_8));
    }

    private static String changed(String token) {
        int at = token.length() - 20;
        return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
    }

    private static String lowered(String token) {
        int dot = token.lastIndexOf('.');
        return token.substring(0, dot) + token.substring(dot).toLowerCase(java.util.Locale.ROOT);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static long now() {
        return System.currentTimeMillis() / 1_000;
    }
}
