package dev.almanac.audit.append;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.erdtman.jcs.JsonCanonicalizer;

/// A CloudEvents envelope that was found to be complete.
///
/// @param digest SHA-256 of the canonical JSON of the whole event: tells a repetition from a contradiction
record IncomingEvent(
        String source,
        String id,
        String type,
        String subject,
        Instant occurred,
        String tenant,
        UUID actor,
        String requestId,
        JsonNode data,
        Map<String, String> personal,
        byte[] digest) {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9/_.:-]{1,200}");

    /// @throws IllegalArgumentException says what is wrong with the event
    static IncomingEvent parse(JsonNode event, String expectedSource, ObjectMapper json) {
        require("1.0".equals(text(event, "specversion")), "specversion must be 1.0");
        String source = text(event, "source");
        require(expectedSource.equals(source), "source must be the calling service, " + expectedSource);
        String type = text(event, "type");
        require(TYPE.matcher(type).matches(), "type must look like dataset.created");
        String subject = text(event, "subject");
        require(REFERENCE.matcher(subject).matches(), "subject must be an opaque reference");
        JsonNode payload = event.path("data");
        require(payload.path("public").isObject(), "data.public must be an object");
        Map<String, String> personal = new LinkedHashMap<>();
        payload.path("personal")
                .properties()
                .forEach(field -> personal.put(field.getKey(), field.getValue().asText()));
        String actor = payload.path("actor").asText(null);
        return new IncomingEvent(
                source,
                text(event, "id"),
                type,
                subject,
                time(text(event, "time")),
                text(payload, "tenant"),
                actor == null ? null : UUID.fromString(actor),
                payload.path("request_id").asText(null),
                payload.path("public"),
                personal,
                digest(event, json));
    }

    private static byte[] digest(JsonNode event, ObjectMapper json) {
        try {
            return Sha256.of(new JsonCanonicalizer(json.writeValueAsString(event)).getEncodedUTF8());
        } catch (IOException e) {
            throw new IllegalArgumentException("not canonical JSON: " + e.getMessage(), e);
        }
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("time must be RFC 3339 UTC, was " + text, e);
        }
    }

    private static String text(JsonNode node, String field) {
        String value = node.path(field).asText("");
        require(!value.isEmpty(), field + " is missing");
        return value;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
