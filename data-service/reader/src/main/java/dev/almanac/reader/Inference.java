package dev.almanac.reader;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// Decides what a file's columns mean from its first bytes. Over 250 lines: each decision rests on the same sample.
///
/// @param sample the first rows as text, for a preview
/// @param findings what the owner should know; [Inference#needsConfirmation] when one of them is a question
public record Inference(Mapping mapping, List<String> columns, List<List<String>> sample, List<Finding> findings) {

    /// How many bytes are enough to decide.
    public static final int SAMPLE_BYTES = 256 * 1024;

    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    private static final int SAMPLE_ROWS = 2_000;

    /// Whether the mapping is a proposal that its owner must confirm, because two readings fit.
    public boolean needsConfirmation() {
        return findings.stream().anyMatch(finding -> finding.code().equals("AMBIGUOUS_DATE_FORMAT"));
    }

    /// @param head the first bytes of the file, at most [#SAMPLE_BYTES]; a cut last line is left out
    /// @param whole whether `head` is all of it
    /// @throws UnreadableFileException when there is nothing to forecast in it
    public static Inference of(byte[] head, boolean whole) {
        requireText(head);
        int start = hasMark(head) ? 3 : 0;
        String text = new String(head, start, head.length - start, StandardCharsets.UTF_8);
        if (!whole) {
            text = text.substring(0, text.lastIndexOf('\n') + 1);
        }
        char delimiter = delimiter(text);
        List<List<String>> rows = rows(text, delimiter);
        if (rows.isEmpty()) {
            throw new UnreadableFileException(Finding.ofFile("EMPTY_FILE", "The file is empty"));
        }
        return new Columns(rows, delimiter).infer();
    }

    static boolean hasMark(byte[] head) {
        return head.length >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
    }

    private static void requireText(byte[] head) {
        if (head.length == 0) {
            throw new UnreadableFileException(Finding.ofFile("EMPTY_FILE", "The file is empty"));
        }
        for (byte b : head) {
            if (b >= 0 && b < 32 && b != '\n' && b != '\r' && b != '\t' && b != '\f') {
                throw new UnreadableFileException(
                        Finding.ofFile("NOT_CSV", "The file is not text: it holds control characters"));
            }
        }
    }

    /// The delimiter that cuts most rows into the same number of at least two fields.
    private static char delimiter(String text) {
        char best = ',';
        long bestScore = 0;
        for (char candidate : DELIMITERS) {
            Map<Integer, Long> widths = new HashMap<>();
            rows(text, candidate).forEach(row -> widths.merge(row.size(), 1L, Long::sum));
            long score = widths.entrySet().stream()
                    .filter(width -> width.getKey() > 1)
                    .mapToLong(Map.Entry::getValue)
                    .max()
                    .orElse(0);
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    private static List<List<String>> rows(String text, char delimiter) {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(delimiter)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            for (CsvRecord row : csv) {
                rows.add(row.getFields().stream().map(String::strip).toList());
                if (rows.size() == SAMPLE_ROWS) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /// The decisions over one sample of rows.
    private static final class Columns {
        private final char delimiter;
        private final boolean header;
        private final List<String> names;
        private final List<List<String>> body;
        private final char decimal;
        private final List<Finding> findings = new ArrayList<>();
        private final Map<String, Mapping.Decision> reasons = new HashMap<>();

        Columns(List<List<String>> rows, char delimiter) {
            this.delimiter = delimiter;
            int width = rows.stream().mapToInt(List::size).max().orElseThrow();
            this.header = rows.getFirst().stream().noneMatch(cell -> isNumberOrTime(cell))
                    && rows.getFirst().stream().anyMatch(cell -> !cell.isEmpty());
            this.names = header
                    ? unique(rows.getFirst(), width)
                    : IntStream.range(0, width).mapToObj(Integer::toString).toList();
            this.body = header ? rows.subList(1, rows.size()) : rows;
            this.decimal = delimiter != ',' && column(cell -> cell.matches("-?[0-9]+,[0-9]+")) ? ',' : '.';
        }

        Inference infer() {
            if (body.isEmpty()) {
                throw new UnreadableFileException(Finding.ofFile("NO_DATA", "The file has a header and no rows"));
            }
            if (!header) {
                findings.add(Finding.ofFile("NO_HEADER", "The first row holds data, so columns are named by position"));
            }
            int time = timeColumn();
            TimeFormat format = timeFormat(time);
            List<Integer> values = valueColumns(time);
            int id = idColumn(time, values);
            reasons.put("delimiter", new Mapping.Decision(0.99, "It cuts the rows into equal numbers of fields"));
            Mapping mapping = new Mapping(
                    "UTF-8",
                    String.valueOf(delimiter),
                    String.valueOf(decimal),
                    header,
                    "long",
                    id < 0 ? null : names.get(id),
                    names.get(time),
                    values.stream().map(names::get).toList(),
                    format.code(),
                    "UTC",
                    reasons);
            return new Inference(mapping, names, body.subList(0, Math.min(body.size(), 20)), findings);
        }

        private int timeColumn() {
            for (int column = 0; column < names.size(); column++) {
                if (!formats(column).isEmpty()) {
                    reasons.put("time_column", new Mapping.Decision(0.95, "Every cell of it is a time"));
                    return column;
                }
            }
            throw new UnreadableFileException(Finding.ofFile("NO_DATA", "No column holds times that we can read"));
        }

        private List<TimeFormat> formats(int column) {
            List<TimeFormat> fitting = new ArrayList<>(List.of(TimeFormat.values()));
            int filled = 0;
            for (List<String> row : body) {
                String cell = cell(row, column);
                if (!cell.isEmpty()) {
                    filled++;
                    fitting.removeIf(format -> !format.fits(cell));
                }
            }
            return filled * 2 > body.size() ? fitting : List.of();
        }

        private TimeFormat timeFormat(int column) {
            List<TimeFormat> fitting = formats(column);
            boolean twoReadings = fitting.contains(TimeFormat.DAY_FIRST) && fitting.contains(TimeFormat.MONTH_FIRST);
            if (!twoReadings) {
                reasons.put("time_format", new Mapping.Decision(0.99, "It is the one format that fits every cell"));
                return fitting.getFirst();
            }
            TimeFormat likelier = likelier(column);
            findings.add(new Finding(
                    "AMBIGUOUS_DATE_FORMAT",
                    header ? 2L : 1L,
                    names.get(column),
                    cell(body.getFirst(), column),
                    null,
                    "Day first and month first both fit every date; please confirm which it is"));
            reasons.put("time_format", new Mapping.Decision(0.5, "Its steps are the more regular of two readings"));
            return likelier;
        }

        /// The reading whose steps between rows have fewer different lengths.
        private TimeFormat likelier(int column) {
            return distinctSteps(column, TimeFormat.DAY_FIRST) <= distinctSteps(column, TimeFormat.MONTH_FIRST)
                    ? TimeFormat.DAY_FIRST
                    : TimeFormat.MONTH_FIRST;
        }

        private int distinctSteps(int column, TimeFormat format) {
            Set<Long> steps = new HashSet<>();
            long previous = Long.MIN_VALUE;
            for (List<String> row : body) {
                String cell = cell(row, column);
                if (!cell.isEmpty()) {
                    long now = format.read(cell, ZoneOffset.UTC).getEpochSecond() / 86_400;
                    if (previous != Long.MIN_VALUE) {
                        steps.add((now - previous) / 7);
                    }
                    previous = now;
                }
            }
            return steps.size();
        }

        private List<Integer> valueColumns(int time) {
            List<Integer> values = IntStream.range(0, names.size())
                    .filter(column -> column != time && isNumeric(column))
                    .boxed()
                    .toList();
            if (values.isEmpty()) {
                throw new UnreadableFileException(Finding.ofFile("NO_DATA", "No column holds numbers"));
            }
            List<Integer> named = values.stream().filter(this::looksLikeId).toList();
            boolean idAmongThem = values.size() > 1 && !named.isEmpty() && named.size() < values.size();
            reasons.put("value_columns", new Mapping.Decision(0.95, "They hold numbers"));
            return idAmongThem
                    ? values.stream().filter(column -> !looksLikeId(column)).toList()
                    : values;
        }

        private boolean isNumeric(int column) {
            int numbers = 0;
            for (List<String> row : body) {
                String cell = cell(row, column);
                if (!Numbers.isMissing(cell)) {
                    if (!Numbers.fits(cell, decimal)) {
                        return false;
                    }
                    numbers++;
                }
            }
            return numbers > 0;
        }

        private boolean looksLikeId(int column) {
            return names.get(column).toLowerCase(Locale.ROOT).matches("id|.*_id|series|unique_id|item|key|sku");
        }

        private int idColumn(int time, List<Integer> values) {
            Optional<Integer> found = IntStream.range(0, names.size())
                    .boxed()
                    .filter(column -> column != time && !values.contains(column))
                    .filter(column -> looksLikeId(column) || repeats(column))
                    .findFirst();
            found.ifPresent(column ->
                    reasons.put("id_column", new Mapping.Decision(0.9, "Its values repeat and name the series")));
            return found.orElse(-1);
        }

        private boolean repeats(int column) {
            Set<String> distinct = new HashSet<>();
            body.forEach(row -> distinct.add(cell(row, column)));
            return !distinct.contains("") && distinct.size() < body.size();
        }

        private boolean column(Predicate<String> matches) {
            return body.stream().flatMap(List::stream).anyMatch(matches);
        }

        private static boolean isNumberOrTime(String cell) {
            if (cell.isEmpty()) {
                return false;
            }
            if (Numbers.fits(cell, '.') || Numbers.fits(cell, ',')) {
                return true;
            }
            for (TimeFormat format : TimeFormat.values()) {
                if (format.fits(cell)) {
                    return true;
                }
            }
            return false;
        }

        private static List<String> unique(List<String> header, int width) {
            List<String> names = new ArrayList<>();
            for (int column = 0; column < width; column++) {
                String name = column < header.size() ? header.get(column) : "";
                names.add(name.isEmpty() || names.contains(name) ? Integer.toString(column) : name);
            }
            return List.copyOf(names);
        }

        private static String cell(List<String> row, int column) {
            return column < row.size() ? row.get(column) : "";
        }
    }
}
