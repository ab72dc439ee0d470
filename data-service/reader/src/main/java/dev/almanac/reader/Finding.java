package dev.almanac.reader;

/// Something about the file that its owner should know.
///
/// @param code stable, such as `AMBIGUOUS_DATE_FORMAT`
/// @param line 1-based line of the file, null when it concerns the whole
/// @param column name of the column, else null
/// @param value the offending text, else null
/// @param count how often, else null
public record Finding(String code, Long line, String column, String value, Long count, String message) {

    static Finding ofFile(String code, String message) {
        return new Finding(code, null, null, null, null, message);
    }
}
