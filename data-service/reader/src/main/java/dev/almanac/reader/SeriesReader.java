package dev.almanac.reader;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.List;

/// Streams the observations of a file under what was inferred from its beginning; memory does not grow with the file.
/// Clean rows take the fast path of [FastRows], all others and all after an irregular one the way through FastCSV; both
/// end in the same [RowReader].
public final class SeriesReader {

    private final Inference inference;
    private final boolean fast;

    public SeriesReader(Inference inference) {
        this(inference, true);
    }

    /// @param fast whether clean rows may take the fast path
    SeriesReader(Inference inference, boolean fast) {
        this.inference = inference;
        this.fast = fast;
    }

    /// Receives observations in file order.
    @FunctionalInterface
    public interface Sink {

        /// @param name valid during the call
        /// @param time milliseconds since 1970
        /// @param value NaN when missing
        void accept(SeriesName name, long time, double value) throws IOException;
    }

    /// What the whole file said.
    public sealed interface Outcome {

        /// @param settled the inference, less the questions that the file answered
        /// @param findings of the rows: cells that could not be read and are left out, missing values
        record Done(Inference settled, List<Finding> findings) implements Outcome {}

        /// Another reading fits better; what the sink was given is void and the file is to be read again with it.
        record Again(Inference better) implements Outcome {}
    }

    /// @throws UnreadableFileException when the file breaks the CSV rules or its encoding
    public Outcome read(InputStream content, Sink sink) throws IOException {
        RowReader rows = new RowReader(inference, sink);
        Mapping mapping = inference.mapping();
        int skip = mapping.skippedRows() + mapping.headerRows();
        try {
            InputStream text = withoutMark(content);
            if (fast && FastRows.suits(inference, rows.columns())) {
                new FastRows(inference, rows, sink).read(text, skip, this::general);
            } else {
                general(text, skip, 0, rows);
            }
        } catch (CharacterCodingException e) {
            return notOfTheEncoding();
        }
        return rows.outcome();
    }

    /// Reads the rest of a file through FastCSV.
    ///
    /// @param skip lines that are no rows
    /// @param before lines before `text`
    private void general(InputStream text, int skip, long before, RowReader rows) throws IOException {
        PushbackReader characters = new PushbackReader(inference.encoding().reader(text));
        skipLines(characters, skip);
        long offset = before + skip;
        try (CsvReader<CsvRecord> csv = inference.dialect().open(characters)) {
            for (CsvRecord row : csv) {
                int width = row.getFieldCount();
                rows.take(
                        column -> column < width ? row.getField(column) : "",
                        width,
                        row.getStartingLineNumber() + offset);
            }
        } catch (CsvParseException e) {
            throw Dialect.broken(e, offset);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// Lines end as FastCSV ends them: with a line feed, a carriage return, or both.
    private static void skipLines(PushbackReader text, int lines) throws IOException {
        for (int skipped = 0; skipped < lines; ) {
            int c = text.read();
            if (c < 0) {
                return;
            }
            if (c == '\r') {
                int next = text.read();
                if (next >= 0 && next != '\n') {
                    text.unread(next);
                }
            }
            skipped += c == '\n' || c == '\r' ? 1 : 0;
        }
    }

    private InputStream withoutMark(InputStream content) throws IOException {
        var pushback = new PushbackInputStream(content, 4);
        byte[] head = pushback.readNBytes(4);
        int mark = inference.encoding().markLength(head);
        pushback.unread(head, mark, head.length - mark);
        return pushback;
    }

    /// A file that began as UTF-8 and has a byte that is not is windows-1252, as far as files of tables go.
    private Outcome notOfTheEncoding() {
        if (inference.encoding() != Encoding.UTF_8) {
            throw new UnreadableFileException(Finding.ofFile(
                    "NOT_CSV", "The file is not " + inference.mapping().encoding() + " text"));
        }
        return new Outcome.Again(Reconsidered.withEncoding(inference, Encoding.WINDOWS_1252));
    }
}
