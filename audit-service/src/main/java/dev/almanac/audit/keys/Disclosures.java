package dev.almanac.audit.keys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.log.CanonicalJson;
import dev.almanac.log.Hash;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SortedMap;

/// The values beside the log: their digests in the leaf (RFC 9901), and the keyed digest of an event's whole content.
/// The writer makes them, the verification makes them again.
public final class Disclosures {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private Disclosures() {}

    /// base64url of SHA-256 over the ASCII of base64url of `["salt","name","value"]`.
    public static String digest(String salt, String name, String value) {
        StringBuilder array = new StringBuilder("[");
        CanonicalJson.append(salt, array);
        CanonicalJson.append(name, array.append(','));
        CanonicalJson.append(value, array.append(','));
        String encoded = BASE64URL.encodeToString(array.append(']').toString().getBytes(StandardCharsets.UTF_8));
        return BASE64URL.encodeToString(Hash.sha256(encoded.getBytes(StandardCharsets.US_ASCII)));
    }

    /// The keyed digest over all that a producer sent.
    ///
    /// @param tenant pseudonym
    /// @param occurred as the leaf writes it
    /// @param hidden all values beside the log by name
    public static byte[] contentDigest(
            LogKeys keys,
            String tenant,
            String source,
            String id,
            String type,
            String subject,
            String occurred,
            JsonNode data,
            SortedMap<String, String> hidden) {
        StringBuilder content = new StringBuilder(512).append('[');
        for (String part : new String[] {tenant, source, id, type, subject, occurred}) {
            CanonicalJson.append(part, content);
            content.append(',');
        }
        CanonicalJson.append(data, content);
        hidden.forEach((name, value) -> {
            CanonicalJson.append(name, content.append(','));
            CanonicalJson.append(value, content.append(','));
        });
        return keys.contentDigest(content.append(']').toString().getBytes(StandardCharsets.UTF_8));
    }
}
