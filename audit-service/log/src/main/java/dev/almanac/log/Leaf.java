package dev.almanac.log;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What an entry of an Almanac log says: canonical JSON with exactly these members, of which `v` is 1.
///
/// @param tenant pseudonym of whose history this is
/// @param tenantSeq place in that history, from 0 without gaps
/// @param tenantPrevious leaf hash of the tenant's previous entry in lower-case hex, empty for the first
/// @param occurred when the producer says it happened
/// @param recorded when the log took it; never before that of an earlier entry
/// @param digests sorted digests of the salted fields that are kept beside the log
public record Leaf(
        String tenant,
        long tenantSeq,
        String tenantPrevious,
        String source,
        String id,
        String type,
        Instant occurred,
        Instant recorded,
        String subject,
        JsonNode data,
        List<String> digests) {

    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final Set<String> MEMBERS = Set.of(
            "v", "tenant", "tseq", "tprev", "source", "id", "type", "occurred", "recorded", "subject", "data", "_sd");
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
            .build()
            .readerFor(JsonNode.class);

    public Leaf {
        digests = List.copyOf(digests);
    }

    /// A time as leaves write it: UTC, milliseconds.
    public static String time(Instant time) {
        return MILLISECONDS.format(time);
    }

    /// @throws IllegalArgumentException when the bytes are not such a leaf in its canonical form
    public static Leaf parse(byte[] bytes) {
        JsonNode json = read(bytes);
        Set<String> names = new HashSet<>();
        json.fieldNames().forEachRemaining(names::add);
        require(names.equals(MEMBERS), "its members are " + names);
        require(Arrays.equals(CanonicalJson.bytes(json), bytes), "it is not canonical JSON");
        require(json.get("v").isInt() && json.get("v").intValue() == 1, "v is not 1");
        require(json.get("tseq").canConvertToLong() && json.get("tseq").longValue() >= 0, "tseq is not a place");
        require(json.get("data").isObject(), "data is not an object");
        List<String> digests = new ArrayList<>();
        json.get("_sd").forEach(digest -> digests.add(digest.asText()));
        return new Leaf(
                text(json, "tenant"),
                json.get("tseq").longValue(),
                text(json, "tprev"),
                text(json, "source"),
                text(json, "id"),
                text(json, "type"),
                instant(json, "occurred"),
                instant(json, "recorded"),
                text(json, "subject"),
                json.get("data"),
                digests);
    }

    private static JsonNode read(byte[] bytes) {
        try {
            JsonNode json = JSON.readValue(bytes);
            require(json.isObject(), "it is not an object");
            return json;
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a leaf of this log: it is not JSON", e);
        }
    }

    private static String text(JsonNode json, String member) {
        require(json.get(member).isTextual(), member + " is not a string");
        return json.get(member).textValue();
    }

    private static Instant instant(JsonNode json, String member) {
        String text = text(json, member);
        try {
            return MILLISECONDS.parse(text, Instant::from);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Not a leaf of this log: " + member + " is not a time", e);
        }
    }

    private static void require(boolean condition, String reason) {
        if (!condition) {
            throw new IllegalArgumentException("Not a leaf of this log: " + reason);
        }
    }
}
