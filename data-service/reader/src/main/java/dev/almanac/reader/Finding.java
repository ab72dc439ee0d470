package dev.almanac.reader;

import java.util.List;

/// Something about the file that its owner should know.
///
/// @param code stable, such as `AMBIGUOUS_DATE_FORMAT`
/// @param line 1-based line of the file, null when it concerns the whole
/// @param column name of the column, else null
/// @param value the offending text, else null
/// @param count how often, else null
/// @param series id of the series, else null
/// @param fixes what can be done about it; nothing is done unless it is accepted
public record Finding(
        String code,
        Long line,
        String column,
        String value,
        Long count,
        String series,
        String message,
        List<Fix> fixes) {

    private static final int LONGEST_VALUE = 80;

    public Finding {
        fixes = fixes == null ? List.of() : List.copyOf(fixes);
    }

    /// Of the whole file.
    public static Finding ofFile(String code, String message) {
        return new Finding(code, null, null, null, null, null, message, List.of());
    }

    static Finding counted(String code, long count, String message) {
        return new Finding(code, null, null, null, count, null, message, List.of());
    }

    static Finding ofColumn(String code, String column, String message) {
        return new Finding(code, null, column, null, null, null, message, List.of());
    }

    static Finding ofSeries(String code, String series, Long count, String message) {
        return new Finding(code, null, null, null, count, series, message, List.of());
    }

    static Finding at(String code, long line, String column, String value, String message) {
        return new Finding(code, line, column, shortened(value), null, null, message, List.of());
    }

    Finding with(Fix... offered) {
        return new Finding(code, line, column, value, count, series, message, List.of(offered));
    }

    static String shortened(String value) {
        return value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "..." : value;
    }
}
