package dev.almanac.audit.append;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/// A CloudEvents envelope that was found to be complete.
///
/// @param tenant whose history it belongs to, as the producer names it
/// @param actor null when nobody in particular did it
/// @param data what may be public: an object
/// @param personal what is kept beside the log and may be erased, by name
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
        Map<String, String> personal) {

    /// Names of disclosures that are not fields of `personal`.
    static final String ACTOR = "actor";

    static final String REQUEST_ID = "request_id";

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z][a-z0-9-]*)+");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9/_.:-]{1,200}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final int LONGEST_TYPE = 100;
    private static final int LONGEST_VALUE = 10_000;
    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    /// @throws IllegalArgumentException says what is wrong with the event
    static IncomingEvent parse(JsonNode event, String expectedSource) {
        require(event.isObject(), "an event is an object");
        require("1.0".equals(text(event, "specversion")), "specversion must be 1.0");
        String source = text(event, "source");
        require(expectedSource.equals(source), "source must be the calling service, " + expectedSource);
        String type = text(event, "type");
        require(TYPE.matcher(type).matches() && type.length() <= LONGEST_TYPE, "type must look like dataset.created");
        require(
                source.equals(Sequencer.OWN_SOURCE) || !type.startsWith("audit."),
                "types that begin with audit. are the log's own");
        JsonNode payload = event.path("data");
        require(payload.path("public").isObject(), "data.public must be an object");
        return new IncomingEvent(
                source,
                reference(event, "id"),
                type,
                reference(event, "subject"),
                time(text(event, "time")),
                reference(payload, "tenant"),
                actor(payload),
                payload.hasNonNull(REQUEST_ID) ? reference(payload, REQUEST_ID) : null,
                payload.path("public"),
                personal(payload.path("personal")));
    }

    private static Map<String, String> personal(JsonNode fields) {
        require(fields.isObject() || fields.isMissingNode() || fields.isNull(), "data.personal must be an object");
        Map<String, String> personal = new TreeMap<>();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            String name = field.getKey();
            boolean reserved = name.equals(ACTOR) || name.equals(REQUEST_ID);
            require(NAME.matcher(name).matches() && !reserved, "data.personal has a field of a name it cannot have");
            require(field.getValue().isTextual(), "data.personal." + name + " must be a string");
            String value = field.getValue().textValue();
            require(
                    value.indexOf(0) < 0 && value.length() <= LONGEST_VALUE,
                    "data.personal." + name + " is too long, or holds NUL");
            personal.put(name, value);
        }
        return personal;
    }

    private static UUID actor(JsonNode payload) {
        if (!payload.hasNonNull(ACTOR)) {
            return null;
        }
        String text = text(payload, ACTOR);
        try {
            UUID actor = UUID.fromString(text);
            require(actor.toString().equals(text), "data.actor must be a UUID in lower case");
            return actor;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("data.actor must be a UUID in lower case", e);
        }
    }

    private static Instant time(String text) {
        try {
            Instant time = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
            require(!time.isBefore(EARLIEST) && !time.isAfter(LATEST), "time must be in the years 1970 to 9999");
            return time;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("time must be RFC 3339 UTC, was " + text, e);
        }
    }

    private static String reference(JsonNode node, String field) {
        String value = text(node, field);
        require(REFERENCE.matcher(value).matches(), field + " must be an opaque reference");
        return value;
    }

    private static String text(JsonNode node, String field) {
        String value = node.path(field).isTextual() ? node.path(field).textValue() : "";
        require(!value.isEmpty(), field + " is missing");
        return value;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
