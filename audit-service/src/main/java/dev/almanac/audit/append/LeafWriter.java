package dev.almanac.audit.append;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.JsonCanonicalizer;

/// Makes the bytes of a leaf: canonical JSON (RFC 8785) with public members only; personal values enter as salted
/// digests (RFC 9901), so that erasing them later leaves every proof valid.
final class LeafWriter {

    static final int LONGEST_LEAF = 65_535;

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final ObjectMapper json;
    private final SecureRandom random = new SecureRandom();

    LeafWriter(ObjectMapper json) {
        this.json = json;
    }

    /// @param tenant pseudonym
    /// @param previous leaf hash of the tenant's previous entry in hex, empty for the first
    Leaf write(IncomingEvent event, String tenant, long tenantSeq, String previous, Instant recorded) {
        List<Disclosure> disclosures = new ArrayList<>();
        if (event.actor() != null) {
            disclosures.add(disclose("actor", event.actor().toString()));
        }
        for (Map.Entry<String, String> field : event.personal().entrySet()) {
            disclosures.add(disclose(field.getKey(), field.getValue()));
        }
        ObjectNode leaf = json.createObjectNode();
        leaf.put("v", 1).put("tenant", tenant).put("tseq", tenantSeq).put("tprev", previous);
        leaf.put("source", event.source()).put("id", event.id()).put("type", event.type());
        leaf.put("occurred", MILLISECONDS.format(event.occurred())).put("recorded", MILLISECONDS.format(recorded));
        leaf.put("subject", event.subject());
        leaf.set("data", event.data());
        ArrayNode digests = leaf.putArray("_sd");
        disclosures.stream().map(Disclosure::digest).sorted().forEach(digests::add);
        try {
            byte[] bytes = new JsonCanonicalizer(json.writeValueAsString(leaf)).getEncodedUTF8();
            return new Leaf(bytes, disclosures);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot canonicalise event " + event.id(), e);
        }
    }

    private Disclosure disclose(String name, String value) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        String text = BASE64URL.encodeToString(salt);
        String array = json.createArrayNode().add(text).add(name).add(value).toString();
        String encoded = BASE64URL.encodeToString(array.getBytes(StandardCharsets.UTF_8));
        String digest = BASE64URL.encodeToString(Sha256.of(encoded.getBytes(StandardCharsets.US_ASCII)));
        return new Disclosure(name, text, value, digest);
    }

    record Leaf(byte[] bytes, List<Disclosure> disclosures) {}

    record Disclosure(String name, String salt, String value, String digest) {}
}
