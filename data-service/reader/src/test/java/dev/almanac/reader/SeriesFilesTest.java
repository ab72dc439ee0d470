package dev.almanac.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The 30 files of `series`, each with what a person says is in it (`expected.json`).
class SeriesFilesTest {

    static Stream<Map.Entry<String, JsonNode>> files() throws IOException {
        return new ObjectMapper().readTree(resource("expected.json")).properties().stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void isReadAsAPersonReadsIt(Map.Entry<String, JsonNode> file) throws IOException {
        JsonNode expected = file.getValue();
        Read read = Read.of(resource(file.getKey()), Wishes.NONE);
        Mapping mapping = read.mapping();
        assertEquals(issues(expected), told(read), "issues");
        assertEquals(expected.get("encoding").asText(), mapping.encoding());
        assertEquals(expected.get("layout").asText(), mapping.layout());
        assertEquals(text(expected, "id"), mapping.idColumn(), "id");
        assertEquals(text(expected, "time"), mapping.timeColumn(), "time");
        if (expected.hasNonNull("target")) {
            assertEquals(List.of(expected.get("target").asText()), mapping.valueColumns());
        }
        assertEquals(
                text(expected, "freq"),
                read.report().frequency() == null
                        ? "differs"
                        : read.report().frequency().code());
        assertEquals(expected.get("rows").asLong(), read.report().rows());
        assertEquals(expected.get("series").asLong(), read.report().seriesCount());
        optional(expected, "delimiter", mapping.delimiter());
        optional(expected, "decimal", mapping.decimal());
        optional(expected, "thousands", mapping.thousands());
        optional(expected, "date_format", mapping.timeFormat());
        optional(expected, "tz", mapping.timezone());
        Read.Observation first = read.series().values().iterator().next().getFirst();
        if (expected.has("first_y")) {
            assertEquals(expected.get("first_y").asDouble(), first.value());
        }
        if (expected.has("first_ds")) {
            String day = expected.get("first_ds").asText();
            Instant wanted = Instant.parse(day.length() == 10 ? day + "T00:00:00Z" : day);
            assertEquals(wanted, Instant.ofEpochMilli(first.time()));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void bothWaysThroughAFileSayTheSame(Map.Entry<String, JsonNode> file) throws IOException {
        BothWays.assertSame(resource(file.getKey()));
    }

    private static TreeSet<String> issues(JsonNode expected) {
        TreeSet<String> issues = new TreeSet<>();
        expected.get("issues").forEach(issue -> issues.add(issue.asText()));
        return issues;
    }

    private static TreeSet<String> told(Read read) {
        TreeSet<String> told = new TreeSet<>();
        for (Finding finding : read.report().findings()) {
            String detail = switch (finding.code()) {
                case "PREAMBLE", "FOOTER", "MISSING_DATES", "DUPLICATE_TIMESTAMPS" -> ":" + finding.count();
                case "LEADING_ZEROS", "TOO_SHORT" -> ":" + finding.series();
                default -> "";
            };
            told.add(finding.code() + detail);
        }
        return told;
    }

    private static void optional(JsonNode expected, String field, String actual) {
        if (expected.has(field)) {
            assertEquals(expected.get(field).asText(), actual, field);
        }
    }

    private static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.get(field).asText() : null;
    }

    static byte[] resource(String name) {
        try (InputStream in = SeriesFilesTest.class.getResourceAsStream("/series/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
