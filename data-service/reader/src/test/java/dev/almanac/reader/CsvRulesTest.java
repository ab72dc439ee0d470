package dev.almanac.reader;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/// The rules of RFC 4180 as other people test them: the checks of java-csv-comparison (MIT, osiegmar/JavaCsvComparison)
/// and the files of csv-spectrum (BSD-2-Clause, max-mapper/csv-spectrum), against the reader that uploads go through.
class CsvRulesTest {

    private static final Path CHECKS = Path.of("src/test/resources/java-csv-comparison/tests");
    private static final Path SPECTRUM = Path.of("src/test/resources/csv-spectrum");

    /// One check with one of the line endings or spaces that its text stands for.
    record Check(String id, String input, List<List<String>> records, Map<String, Object> settings) {
        @Override
        public String toString() {
            return id + " " + input.replace("\r", "\\r").replace("\n", "\\n");
        }
    }

    static Stream<Check> checks() throws IOException {
        List<Check> checks = new ArrayList<>();
        try (Stream<Path> files = Files.list(CHECKS)) {
            for (Path file : files.sorted().toList()) {
                checks.addAll(checks(file));
            }
        }
        return checks.stream();
    }

    @ParameterizedTest
    @MethodSource("checks")
    void isReadByTheRules(Check check) throws IOException {
        boolean mayRefuse = Boolean.TRUE.equals(check.settings().get("exceptionAllowed"));
        try {
            assertEquals(check.records(), rows(check));
        } catch (CsvParseException e) {
            assertTrue(mayRefuse, () -> "refused: " + e.getMessage());
        }
    }

    @Test
    void thereAreSixtyChecks() throws IOException {
        assertEquals(60, checks().map(Check::id).distinct().count());
    }

    static Stream<Path> spectrum() throws IOException {
        return Files.list(SPECTRUM.resolve("csvs"));
    }

    /// In one file the JSON has another telephone number than the CSV; the rest of it is compared.
    @ParameterizedTest
    @MethodSource("spectrum")
    void theSpectrumIsReadAsItsJsonSays(Path file) throws IOException {
        String name = file.getFileName().toString().replace(".csv", ".json");
        JsonNode json = new ObjectMapper()
                .readTree(Files.readString(SPECTRUM.resolve("json").resolve(name)));
        List<JsonNode> expected = json.isArray() ? json.valueStream().toList() : List.of(json);
        List<List<String>> rows = rows(Dialect.RFC_4180.builder().ofCsvRecord(Files.readString(file)));
        List<String> header = rows.getFirst();
        assertEquals(expected.size(), rows.size() - 1);
        for (int i = 0; i < expected.size(); i++) {
            for (int column = name.startsWith("location") ? 1 : 0; column < header.size(); column++) {
                assertEquals(
                        expected.get(i).get(header.get(column)).asText().replace("\r\n", "\n"),
                        rows.get(i + 1).get(column).replace("\r\n", "\n"));
            }
        }
    }

    private static List<List<String>> rows(Check check) throws IOException {
        CommentStrategy comments = switch (String.valueOf(check.settings().get("commentMode"))) {
            case "READ" -> CommentStrategy.READ;
            case "SKIP" -> CommentStrategy.SKIP;
            default -> CommentStrategy.NONE;
        };
        boolean skipsEmptyLines = Boolean.TRUE.equals(check.settings().get("skipEmptyLines"));
        return rows(Dialect.RFC_4180
                .builder()
                .allowUnclosedQuote(true)
                .commentStrategy(comments)
                .skipEmptyLines(skipsEmptyLines)
                .ofCsvRecord(check.input()));
    }

    private static List<List<String>> rows(CsvReader<CsvRecord> csv) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (csv) {
            csv.forEach(row -> rows.add(row.getFields()));
        }
        return rows;
    }

    /// The checks of a file, one for each ending of lines and each kind of space that they stand for.
    @SuppressWarnings("unchecked")
    private static List<Check> checks(Path file) throws IOException {
        Map<String, Object> content = new Yaml().load(Files.readString(file));
        Map<String, Object> settings = (Map<String, Object>) content.getOrDefault("settings", Map.of());
        List<Check> checks = new ArrayList<>();
        for (Map<String, Object> check : (List<Map<String, Object>>) content.get("checks")) {
            String input = (String) check.get("input");
            List<List<String>> records = (List<List<String>>) check.getOrDefault("records", List.of());
            for (String ending : input.contains("⏎") ? List.of("\n", "\r", "\r\n") : List.of("\n")) {
                checks.add(new Check(
                        (String) check.get("id"),
                        plain(input, ending),
                        records == null ? List.of() : plain(records, ending),
                        settings));
            }
        }
        return checks;
    }

    private static List<List<String>> plain(List<List<String>> records, String ending) {
        return records.stream()
                .map(row -> row.stream().map(cell -> plain(cell, ending)).toList())
                .toList();
    }

    private static String plain(String text, String ending) {
        return text.replace("⏎", ending)
                .replace("␤", "\r\n")
                .replace("␍", "\r")
                .replace("␊", "\n")
                .replace("␠", " ");
    }
}
