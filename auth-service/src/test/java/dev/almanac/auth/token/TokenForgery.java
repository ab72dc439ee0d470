package dev.almanac.auth.token;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Kinds of tampered and malformed tokens, made from a good one. Sources: RFC 8725 (best practices and the attacks that
/// they answer), the "jwt_tool" catalogue of forgeries, RFC 7515 and 7519 for what a token is.
final class TokenForgery {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String good;
    private final String[] parts;
    private final String publicKey;
    private final KeyPair own;

    /// @param good an accepted token
    /// @param publicKey the published JWK that it verifies with
    TokenForgery(String good, String publicKey) throws GeneralSecurityException {
        this.good = good;
        this.parts = good.split("\\.");
        this.publicKey = publicKey;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.own = generator.generateKeyPair();
    }

    /// By the name of the forgery.
    Map<String, String> all() throws Exception {
        Map<String, String> all = new LinkedHashMap<>();
        spellings(all);
        algorithms(all);
        headers(all);
        claims(all);
        signatures(all);
        return all;
    }

    private void spellings(Map<String, String> all) {
        all.put("empty", "");
        all.put("one part", parts[0]);
        all.put("two parts", parts[0] + "." + parts[1]);
        all.put("empty signature", parts[0] + "." + parts[1] + ".");
        all.put("empty header", "." + parts[1] + "." + parts[2]);
        all.put("empty claims", parts[0] + ".." + parts[2]);
        all.put("four parts", good + ".AAAA");
        all.put("five parts, as encrypted ones have", good + ".AAAA.AAAA");
        all.put("a dot at the end", good + ".");
        all.put("a dot at the start", "." + good);
        all.put("padding", good + "=");
        all.put("standard base64 alphabet", parts[0] + "." + parts[1] + "." + parts[2].substring(1) + "+");
        all.put("a space inside", parts[0] + ". " + parts[1] + "." + parts[2]);
        all.put("percent encoding", good.replace(".", "%2E"));
        all.put("cut by one character", good.substring(0, good.length() - 1));
        all.put("longer by one character", good + "A");
        all.put("stray bits in the last character", strayBits());
        all.put("upper case", good.toUpperCase());
        all.put("not ASCII", good + "\u00e9");
        all.put("longer than any token", good + "A".repeat(10_000));
        all.put("the JSON serialization", "{\"payload\":\"" + parts[1] + "\"}");
        all.put("somebody's API key form", "alm_" + "0".repeat(32) + "_" + "A".repeat(43) + "00000000");
        all.put("the word null", "null");
        all.put("claims and signature swapped", parts[0] + "." + parts[2] + "." + parts[1]);
    }

    private void algorithms(Map<String, String> all) throws Exception {
        for (String none : new String[] {"none", "None", "NONE", "nOnE", ""}) {
            all.put("alg '" + none + "' without a signature", header(h -> h.put("alg", none)) + "." + parts[1] + ".");
            all.put(
                    "alg '" + none + "' with the old one",
                    header(h -> h.put("alg", none)) + "." + parts[1] + "." + parts[2]);
        }
        all.put("alg missing", header(h -> h.remove("alg")) + "." + parts[1] + "." + parts[2]);
        all.put("alg null", header(h -> h.putNull("alg")) + "." + parts[1] + "." + parts[2]);
        all.put("alg a list", header(h -> h.putArray("alg").add("RS256")) + "." + parts[1] + "." + parts[2]);
        for (String hmac : new String[] {"HS256", "HS384", "HS512"}) {
            all.put(hmac + " with the public key as secret", hmac(hmac, publicKey.getBytes(StandardCharsets.UTF_8)));
            all.put(hmac + " with an empty secret", hmac(hmac, new byte[] {0}));
            all.put(hmac + " with the secret 'secret'", hmac(hmac, "secret".getBytes(StandardCharsets.UTF_8)));
        }
        for (String other : new String[] {"RS384", "RS512", "PS256", "ES256", "EdDSA", "ES256K", "rs256", "RSA1_5"}) {
            all.put("alg " + other, header(h -> h.put("alg", other)) + "." + parts[1] + "." + parts[2]);
        }
    }

    private void headers(Map<String, String> all) throws Exception {
        ObjectNode jwk = JSON.createObjectNode()
                .put("kty", "RSA")
                .put("n", unsigned(((RSAPublicKey) own.getPublic()).getModulus()))
                .put("e", "AQAB");
        all.put("own key in jwk", signed(header(h -> h.set("jwk", jwk)), parts[1]));
        all.put("own key in jwk, no kid", signed(header(h -> h.remove("kid"), h -> h.set("jwk", jwk)), parts[1]));
        all.put("own key at jku", signed(header(h -> h.put("jku", "https://evil.test/jwks.json")), parts[1]));
        all.put("own certificate at x5u", signed(header(h -> h.put("x5u", "https://evil.test/x.pem")), parts[1]));
        all.put("own certificate in x5c", signed(header(h -> h.putArray("x5c").add("AAAA")), parts[1]));
        all.put(
                "crit of something unknown",
                signed(header(h -> h.putArray("crit").add("exp")), parts[1]));
        all.put(
                "b64 false",
                signed(header(h -> h.put("b64", false), h -> h.putArray("crit").add("b64")), parts[1]));
        all.put("zip", signed(header(h -> h.put("zip", "DEF")), parts[1]));
        all.put("typ JWT", signed(header(h -> h.put("typ", "JWT")), parts[1]));
        all.put("typ missing", signed(header(h -> h.remove("typ")), parts[1]));
        all.put("cty nested", signed(header(h -> h.put("cty", "JWT")), parts[1]));
        all.put("kid of a file", signed(header(h -> h.put("kid", "../../../../dev/null")), parts[1]));
        all.put("kid of a query", signed(header(h -> h.put("kid", "x' UNION SELECT 'key")), parts[1]));
        all.put("kid a number", signed(header(h -> h.put("kid", 1)), parts[1]));
        all.put("kid missing", signed(header(h -> h.remove("kid")), parts[1]));
        all.put("kid unknown", signed(header(h -> h.put("kid", "unknown")), parts[1]));
        all.put("header a list", base64("[]") + "." + parts[1] + "." + parts[2]);
        all.put("header not JSON", base64("alg=RS256") + "." + parts[1] + "." + parts[2]);
        String twice = text(parts[0]).replaceFirst("\\{", "{\"alg\":\"none\",");
        all.put("alg twice", base64(twice) + "." + parts[1] + "." + parts[2]);
        all.put(
                "header with an escape",
                base64(text(parts[0]).replace("\"alg\"", "\"\\u0061lg\"")) + "." + parts[1] + "." + parts[2]);
        all.put("header with a line end", base64(text(parts[0]) + "\n") + "." + parts[1] + "." + parts[2]);
    }

    private void claims(Map<String, String> all) throws Exception {
        Map<String, Consumer<ObjectNode>> changes = new LinkedHashMap<>();
        changes.put("another user", c -> c.put("sub", "00000000-0000-7000-8000-000000000001"));
        changes.put("another role", c -> c.putArray("groups").add("admin"));
        changes.put("a later end", c -> c.put("exp", c.get("exp").asLong() + 1_000_000));
        changes.put("no end", c -> c.remove("exp"));
        changes.put("another audience", c -> c.put("aud", "elsewhere"));
        changes.put("another issuer", c -> c.put("iss", "https://evil.test"));
        changes.put("a session of nobody", c -> c.put("sid", "00000000-0000-7000-8000-000000000001"));
        for (var change : changes.entrySet()) {
            String claims = claims(change.getValue());
            all.put(change.getKey() + ", old signature", parts[0] + "." + claims + "." + parts[2]);
            all.put(change.getKey() + ", own signature", signed(parts[0], claims));
        }
        all.put("claims a list", parts[0] + "." + base64("[]") + "." + parts[2]);
        all.put("claims not JSON", parts[0] + "." + base64("sub=admin") + "." + parts[2]);
        String twice = text(parts[1]).replaceFirst("\\{", "{\"sub\":\"00000000-0000-7000-8000-000000000001\",");
        all.put("sub twice", parts[0] + "." + base64(twice) + "." + parts[2]);
    }

    private void signatures(Map<String, String> all) throws Exception {
        all.put("own key", signed(parts[0], parts[1]));
        all.put("zeros", parts[0] + "." + parts[1] + "." + base64(new byte[256]));
        all.put("ones", parts[0] + "." + parts[1] + "." + base64(filled((byte) -1)));
        byte[] flipped = Base64.getUrlDecoder().decode(parts[2]);
        flipped[flipped.length / 2] ^= 1;
        all.put("one bit flipped", parts[0] + "." + parts[1] + "." + base64(flipped));
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        byte[] longer = new byte[signature.length + 1];
        System.arraycopy(signature, 0, longer, 1, signature.length);
        all.put("a zero before it", parts[0] + "." + parts[1] + "." + base64(longer));
    }

    @SafeVarargs
    private String header(Consumer<ObjectNode>... changes) throws JsonProcessingException {
        return changed(parts[0], changes);
    }

    private String claims(Consumer<ObjectNode> change) throws JsonProcessingException {
        return changed(parts[1], change);
    }

    @SafeVarargs
    private static String changed(String part, Consumer<ObjectNode>... changes) throws JsonProcessingException {
        ObjectNode json = (ObjectNode) JSON.readTree(text(part));
        for (Consumer<ObjectNode> change : changes) {
            change.accept(json);
        }
        return base64(json.toString());
    }

    private String signed(String header, String claims) throws GeneralSecurityException {
        Signature rsa = Signature.getInstance("SHA256withRSA");
        rsa.initSign(own.getPrivate());
        rsa.update((header + "." + claims).getBytes(StandardCharsets.US_ASCII));
        return header + "." + claims + "." + base64(rsa.sign());
    }

    private String hmac(String algorithm, byte[] secret) throws Exception {
        String header = header(h -> h.put("alg", algorithm));
        Mac mac = Mac.getInstance("HmacSHA" + algorithm.substring(2));
        mac.init(new SecretKeySpec(secret, "RAW"));
        byte[] signature = mac.doFinal((header + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return header + "." + parts[1] + "." + base64(signature);
    }

    /// 256 bytes end in a character of which two bits are unused.
    private String strayBits() {
        char last = good.charAt(good.length() - 1);
        return good.substring(0, good.length() - 1) + (char) (last + 1);
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[256];
        Arrays.fill(bytes, value);
        return bytes;
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
