package dev.almanac.reader;

import java.util.ArrayList;
import java.util.List;

/// What a file's columns mean, decided from its first bytes. What the rest of the file says against it is
/// [SeriesReader]'s to find.
///
/// @param columns names of all columns, in order
/// @param sample the first rows of the table as text, for a preview
/// @param findings what the owner should know so far; a question among them is one that [#needsConfirmation]
/// @param rivals other time formats that fit the sample as well as the mapping's and read other times
/// @param numbers how numbers are written, with its rivals
/// @param dialect how rows are cut into cells
public record Inference(
        Mapping mapping,
        List<String> columns,
        List<List<String>> sample,
        List<Finding> findings,
        List<String> rivals,
        NumberForm numbers,
        Dialect dialect) {

    /// How many bytes are enough to decide.
    public static final int SAMPLE_BYTES = 1 << 20;

    private static final int SAMPLE_ROWS = 2_000;
    private static final List<String> QUESTIONS = List.of(
            "AMBIGUOUS_DATE_FORMAT",
            "AMBIGUOUS_NUMBER_FORMAT",
            "AMBIGUOUS_COLUMNS",
            "MIXED_DATE_FORMATS",
            "DST_FOLD_OR_DUPLICATE");

    /// Whether the findings hold a question that only the owner can answer, so that the mapping is a proposal.
    public static boolean needsConfirmation(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> QUESTIONS.contains(finding.code()));
    }

    public boolean needsConfirmation() {
        return needsConfirmation(findings);
    }

    /// @param head the first bytes of the file, at most [#SAMPLE_BYTES]; a cut last line is left out
    /// @param whole whether `head` is all of it
    /// @throws UnreadableFileException when there is nothing to forecast in it
    public static Inference of(byte[] head, boolean whole) {
        return of(head, whole, Wishes.NONE);
    }

    /// @param wishes what a person says about it
    /// @throws UnreadableFileException when there is nothing to forecast in it
    /// @throws IllegalArgumentException when a wish does not fit the file
    public static Inference of(byte[] head, boolean whole, Wishes wishes) {
        KnownFormats.refuse(head);
        Encoding encoding = wishes.encoding() == null ? Encoding.of(head) : Encoding.ofCode(wishes.encoding());
        String text = encoding.decode(head);
        requireText(text);
        if (!whole) {
            int end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1;
            if (end == 0) {
                throw new UnreadableFileException(
                        Finding.ofFile("NOT_CSV", "The first line is longer than " + SAMPLE_BYTES + " bytes"));
            }
            text = text.substring(0, end);
        }
        Dialect sniffed = Dialect.of(text);
        Dialect dialect = wishes.delimiter() == null
                ? sniffed
                : new Dialect(wishes.delimiter().charAt(0), sniffed.quote(), sniffed.spaced());
        List<SampleRow> rows = new ArrayList<>(dialect.rows(text, SAMPLE_ROWS, whole));
        rows.removeIf(SampleRow::isBlank);
        if (rows.isEmpty()) {
            throw new UnreadableFileException(Finding.ofFile("EMPTY_FILE", "The file is empty"));
        }
        TableShape shape = TableShape.of(rows, wishes, dialect.delimiter());
        return new Roles(shape, wishes, encoding, dialect).infer();
    }

    private static void requireText(String text) {
        if (text.isBlank()) {
            throw new UnreadableFileException(Finding.ofFile("EMPTY_FILE", "The file is empty"));
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 32 && c != '\n' && c != '\r' && c != '\t' && c != '\f') {
                throw new UnreadableFileException(
                        Finding.ofFile("NOT_CSV", "The file is not text: it holds control characters"));
            }
        }
    }

    /// The same file and its columns, read in another way.
    Inference with(Mapping other, List<Finding> found, List<String> otherRivals, NumberForm otherNumbers) {
        return new Inference(other, columns, sample, found, otherRivals, otherNumbers, dialect);
    }

    Encoding encoding() {
        return Encoding.ofCode(mapping.encoding());
    }
}
