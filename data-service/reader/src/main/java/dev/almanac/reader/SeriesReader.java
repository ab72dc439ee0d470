package dev.almanac.reader;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Streams the observations of a file under a mapping; memory does not grow with the file.
public final class SeriesReader {

    private static final int MOST_FINDINGS_OF_A_KIND = 20;

    private final Mapping mapping;
    private final List<String> columns;
    private final TimeFormat format;
    private final ZoneId zone;
    private final char decimal;

    public SeriesReader(Mapping mapping, List<String> columns) {
        this.mapping = mapping;
        this.columns = columns;
        this.format = TimeFormat.ofCode(mapping.timeFormat());
        this.zone = ZoneId.of(mapping.timezone());
        this.decimal = mapping.decimal().charAt(0);
    }

    /// Receives observations in file order.
    @FunctionalInterface
    public interface Sink {

        /// @param time milliseconds since 1970
        /// @param value NaN when missing
        void accept(String seriesId, long time, double value) throws IOException;
    }

    /// @return what was found on the way: cells that could not be read (their rows are left out), missing values
    /// @throws UnreadableFileException when the file breaks the CSV rules or its encoding
    public List<Finding> read(InputStream content, Sink sink) throws IOException {
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        Pass pass = new Pass(sink);
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(mapping.delimiter().charAt(0))
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .detectBomHeader(false)
                .ofCsvRecord(new InputStreamReader(withoutMark(content), decoder))) {
            boolean first = mapping.header();
            for (CsvRecord row : csv) {
                if (!first) {
                    pass.row(row);
                }
                first = false;
            }
        } catch (CharacterCodingException e) {
            throw new UnreadableFileException(Finding.ofFile("NOT_CSV", "The file is not UTF-8 text"));
        } catch (CsvParseException e) {
            throw new UnreadableFileException(Finding.ofFile("NOT_CSV", "Not a CSV file: " + e.getMessage()));
        }
        return pass.findings();
    }

    private static InputStream withoutMark(InputStream content) throws IOException {
        var pushback = new PushbackInputStream(content, 3);
        byte[] head = pushback.readNBytes(3);
        if (!Inference.hasMark(head)) {
            pushback.unread(head);
        }
        return pushback;
    }

    private final class Pass {
        private final Sink sink;
        private final int id = mapping.idColumn() == null ? -1 : columns.indexOf(mapping.idColumn());
        private final int time = columns.indexOf(mapping.timeColumn());
        private final int[] values =
                mapping.valueColumns().stream().mapToInt(columns::indexOf).toArray();
        private final List<Finding> findings = new ArrayList<>();
        private int unreadable;
        private long missing;

        Pass(Sink sink) {
            this.sink = sink;
        }

        void row(CsvRecord row) throws IOException {
            String when = cell(row, time);
            if (when.isEmpty() && row.getFields().stream().allMatch(String::isBlank)) {
                return;
            }
            long at;
            try {
                at = format.read(when, zone).toEpochMilli();
            } catch (DateTimeException e) {
                unreadable("UNPARSABLE_TIME", row, mapping.timeColumn(), when);
                return;
            }
            for (int k = 0; k < values.length; k++) {
                value(row, at, values[k]);
            }
        }

        private void value(CsvRecord row, long at, int column) throws IOException {
            String text = cell(row, column);
            double value;
            try {
                value = Numbers.read(text, decimal);
            } catch (NumberFormatException e) {
                unreadable("UNPARSABLE_VALUE", row, columns.get(column), text);
                return;
            }
            if (Double.isNaN(value)) {
                missing++;
            }
            sink.accept(seriesId(row, column), at, value);
        }

        private String seriesId(CsvRecord row, int column) {
            if (id < 0) {
                return columns.get(column);
            }
            String series = cell(row, id);
            return values.length == 1 ? series : series + "/" + columns.get(column);
        }

        private void unreadable(String code, CsvRecord row, String column, String value) {
            if (++unreadable <= MOST_FINDINGS_OF_A_KIND) {
                String shown = value.length() > 80 ? value.substring(0, 80) + "..." : value;
                findings.add(new Finding(
                        code,
                        row.getStartingLineNumber(),
                        column,
                        shown,
                        null,
                        "The row is left out: '" + shown + "'"));
            }
        }

        List<Finding> findings() {
            if (missing > 0) {
                findings.add(new Finding(
                        "MISSING_VALUES", null, null, null, missing, missing + " values are missing and are bridged"));
            }
            if (unreadable > MOST_FINDINGS_OF_A_KIND) {
                findings.add(new Finding(
                        "UNPARSABLE_ROWS",
                        null,
                        null,
                        null,
                        (long) unreadable,
                        unreadable + " rows could not be read"));
            }
            return findings;
        }

        private static String cell(CsvRecord row, int column) {
            return column < row.getFieldCount() ? row.getField(column).strip() : "";
        }
    }
}
