package dev.almanac.reader;

/// Text on its way into a CSV file.
public final class CsvCell {

    private CsvCell() {}

    /// Quoted where CSV needs it; a leading character that spreadsheets take for a formula is made text.
    public static String of(String text) {
        String safe = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
