package dev.almanac.reader;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which characters separate and enclose fields. Found by consistency: a dialect is good when it cuts rows into equally
/// many fields and the fields are numbers, times or plain words (after van den Burg, Nazabal and Sutton, "Wrangling
/// messy CSV files by detecting row and type patterns", 2019, https://doi.org/10.1007/s10618-019-00646-y).
///
/// @param spaced whether spaces stand around quoted fields and are to be dropped
record Dialect(char delimiter, char quote, boolean spaced) {

    static final Dialect RFC_4180 = new Dialect(',', '"', false);

    /// More columns than any table of series has.
    static final int MOST_COLUMNS = 20_000;

    private static final String DELIMITERS = ",;\t|";
    private static final int SNIFFED_CHARACTERS = 64 * 1024;
    private static final int SNIFFED_ROWS = 300;
    private static final Pattern LINE = Pattern.compile("line ([0-9]+)");
    private static final int LONGEST_FIELD = 64 * 1024;

    static Dialect of(String text) {
        String beginning = text.substring(0, Math.min(text.length(), SNIFFED_CHARACTERS));
        char quote = quote(beginning);
        Dialect best = new Dialect(',', quote, false);
        double bestScore = 0;
        for (char delimiter : DELIMITERS.toCharArray()) {
            Dialect dialect = new Dialect(delimiter, quote, isSpaced(beginning, delimiter, quote));
            double score = dialect.score(beginning);
            if (score > bestScore) {
                best = dialect;
                bestScore = score;
            }
        }
        return best;
    }

    /// Records as they come; extra and missing fields are the table's business, an open quote at the end is an error.
    CsvReader<CsvRecord> open(Reader text) {
        return builder().build(handler(), text);
    }

    /// The first rows, with their fields stripped.
    ///
    /// @param most how many rows are enough
    /// @param whole whether the text is not cut, so that a quote that does not end is an error
    /// @throws UnreadableFileException when it breaks the rules
    List<SampleRow> rows(String text, int most, boolean whole) {
        List<SampleRow> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> csv = builder().allowUnclosedQuote(!whole).build(handler(), new StringReader(text))) {
            for (CsvRecord row : csv) {
                rows.add(new SampleRow(
                        row.getStartingLineNumber(),
                        row.getFields().stream().map(String::strip).toList()));
                if (rows.size() == most) {
                    break;
                }
            }
        } catch (CsvParseException e) {
            throw broken(e, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    /// @param before lines before those that were parsed
    static UnreadableFileException broken(CsvParseException cause, long before) {
        String reason = String.valueOf(
                cause.getCause() == null ? cause.getMessage() : cause.getCause().getMessage());
        Matcher line = LINE.matcher(cause.getMessage() + " " + reason);
        Long number = line.find() ? (Long) (before + Long.parseLong(line.group(1))) : null;
        boolean tooWide = reason.contains("fields");
        return new UnreadableFileException(new Finding(
                tooWide ? "NOT_CSV" : "UNTERMINATED_QUOTE",
                number,
                null,
                null,
                null,
                null,
                tooWide
                        ? "Not a table of series: more than " + MOST_COLUMNS + " columns"
                        : "A quoted field does not end, or a field is longer than " + LONGEST_FIELD + " characters",
                List.of()));
    }

    CsvReader.CsvReaderBuilder builder() {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .quoteCharacter(quote)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(true)
                .trimWhitespacesAroundQuotes(spaced)
                .detectBomHeader(false)
                .maxBufferSize(16 * LONGEST_FIELD);
    }

    private static CsvRecordHandler handler() {
        return CsvRecordHandler.builder()
                .maxFields(MOST_COLUMNS)
                .maxFieldSize(LONGEST_FIELD)
                .maxRecordSize(MOST_COLUMNS * 64)
                .build();
    }

    private static boolean isSpaced(String text, char delimiter, char quote) {
        return text.contains(delimiter + " " + quote) || text.contains(quote + " " + delimiter);
    }

    private double score(String text) {
        List<SampleRow> rows = rows(text, SNIFFED_ROWS, false);
        Map<Integer, Integer> widths = new HashMap<>();
        long clean = 0;
        long cells = 0;
        for (SampleRow row : rows) {
            widths.merge(row.cells().size(), 1, Integer::sum);
            for (String cell : row.cells()) {
                cells++;
                clean += isClean(cell) ? 1 : 0;
            }
        }
        double pattern = 0;
        for (Map.Entry<Integer, Integer> width : widths.entrySet()) {
            pattern += width.getValue() * (width.getKey() - 1.0) / width.getKey();
        }
        return cells == 0 ? 0 : pattern / widths.size() * clean / cells;
    }

    private boolean isClean(String cell) {
        boolean holdsDelimiter = DELIMITERS.chars().anyMatch(c -> c != delimiter && cell.indexOf(c) >= 0);
        return !holdsDelimiter || cell.matches("[-+(]?[0-9][0-9.,]*\\)?");
    }

    /// A single quote encloses fields only where no double quote does.
    private static char quote(String text) {
        boolean single = text.indexOf('"') < 0 && text.matches("(?s).*(^|[,;\t|\n])'[^'\n]*'([,;\t|\r\n]|$).*");
        return single ? '\'' : '"';
    }
}
