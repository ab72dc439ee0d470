package dev.almanac.reader;

import java.nio.charset.StandardCharsets;

/// Files of other kinds that people upload for CSV, told by their first bytes.
final class KnownFormats {

    private static final String[][] SIGNATURES = {
        {"PK\3\4", "The file is an Excel workbook or another ZIP archive; save the sheet as CSV"},
        {"\u00d0\u00cf\u0011\u00e0", "The file is an old Excel workbook; save the sheet as CSV"},
        {"PAR1", "The file is Parquet; export it as CSV"},
        {"%PDF", "The file is a PDF"},
        {"ARROW1", "The file is Arrow; export it as CSV"},
        {"SQLite format 3", "The file is a SQLite database; export a table as CSV"},
    };

    private KnownFormats() {}

    /// @throws UnreadableFileException when the file is one of them, or empty
    static void refuse(byte[] head) {
        if (head.length == 0) {
            throw new UnreadableFileException(Finding.ofFile("EMPTY_FILE", "The file is empty"));
        }
        String beginning = new String(head, 0, Math.min(head.length, 16), StandardCharsets.ISO_8859_1);
        for (String[] signature : SIGNATURES) {
            if (beginning.startsWith(signature[0])) {
                throw new UnreadableFileException(Finding.ofFile("NOT_CSV", signature[1]));
            }
        }
        String text = beginning.strip();
        if (text.startsWith("{") || text.startsWith("<")) {
            throw new UnreadableFileException(Finding.ofFile("NOT_CSV", "The file is JSON or XML, not CSV"));
        }
    }
}
