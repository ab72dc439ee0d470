package dev.almanac.reader;

import java.util.Locale;
import java.util.Set;

/// Reads the numbers of value columns.
final class Numbers {

    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none", "-", "?", "missing");

    private Numbers() {}

    static boolean isMissing(String text) {
        return MISSING.contains(text.toLowerCase(Locale.ROOT));
    }

    /// NaN for a missing value.
    ///
    /// @throws NumberFormatException when the text is neither
    static double read(String text, char decimal) {
        if (isMissing(text)) {
            return Double.NaN;
        }
        char last = text.charAt(text.length() - 1);
        if (Character.isLetter(last) || text.startsWith("0x")) {
            throw new NumberFormatException(text); // Java also takes 1f, 1d and hexadecimal
        }
        double value = Double.parseDouble(decimal == ',' ? text.replace(',', '.') : text);
        if (!Double.isFinite(value)) {
            throw new NumberFormatException(text);
        }
        return value;
    }

    static boolean fits(String text, char decimal) {
        try {
            read(text, decimal);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
