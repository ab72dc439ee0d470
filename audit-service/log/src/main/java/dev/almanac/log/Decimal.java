package dev.almanac.log;

import java.util.regex.Pattern;

/// Sizes and places as the formats write them: decimal, no sign, no leading zero.
final class Decimal {

    private static final Pattern FORM = Pattern.compile("0|[1-9][0-9]{0,17}");

    private Decimal() {}

    /// @param what names it in the error
    /// @throws IllegalArgumentException when it is not the canonical form of a number below 10^18
    static long parse(String text, String what) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " is not a number in its canonical form: '" + text + "'");
        }
        return Long.parseLong(text);
    }
}
