package dev.almanac.kit.security;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The one form of an access token, checked before any library reads it: three parts in canonical base64url, a header
/// of nothing but `alg`, `kid` and `typ` with our values, no JSON key twice. What is not in that form cannot be read
/// in two ways later. Sources: RFC 8725, RFC 9068; known confusions: `alg: none`, `jku`, `jwk`, `crit`, `b64`.
final class TokenForm {

    static final int LONGEST = 8_192;

    private static final int PARTS = 3;
    private static final Set<String> HEADER = Set.of("alg", "kid", "typ");
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private TokenForm() {}

    /// @return what is wrong, without a word of the token itself; empty when all is well
    static Optional<String> fault(String token) {
        if (token.length() > LONGEST) {
            return Optional.of("longer than " + LONGEST);
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.of("not three parts");
        }
        byte[][] bytes = new byte[PARTS][];
        for (int i = 0; i < PARTS; i++) {
            bytes[i] = canonical(parts[i]);
            if (bytes[i].length == 0) {
                return Optional.of("part " + (i + 1) + " is not canonical base64url");
            }
        }
        return headerFault(bytes[0]).or(() -> claimsFault(bytes[1]));
    }

    private static Optional<String> headerFault(byte[] json) {
        Optional<Map<String, String>> header = strings(json);
        if (header.isEmpty() || !header.get().keySet().equals(HEADER)) {
            return Optional.of("the header is not alg, kid and typ");
        }
        boolean ours = TokenVerifier.ALGORITHM.equals(header.get().get("alg"))
                && TokenVerifier.TYPE.equals(header.get().get("typ"))
                && header.get().get("kid") != null;
        return ours ? Optional.empty() : Optional.of("another algorithm or type");
    }

    private static Optional<String> claimsFault(byte[] json) {
        return strings(json).isPresent() ? Optional.empty() : Optional.of("the claims are not one JSON object");
    }

    /// The members of one JSON object, null for those that are no strings; empty for anything else.
    private static Optional<Map<String, String>> strings(byte[] json) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                members.put(name, parser.nextToken() == JsonToken.VALUE_STRING ? parser.getText() : null);
                skipValue(parser);
            }
            return parser.nextToken() == null ? Optional.of(members) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /// Reads through nested values, so that a key that is there twice deep inside is found too.
    private static void skipValue(JsonParser parser) throws IOException {
        int depth = parser.currentToken().isStructStart() ? 1 : 0;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("The object ends too early");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }

    /// @return no bytes when the part has another spelling than the canonical one
    private static byte[] canonical(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            boolean same = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(part);
            return same ? bytes : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
