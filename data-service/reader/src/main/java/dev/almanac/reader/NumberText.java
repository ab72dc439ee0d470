package dev.almanac.reader;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Reads the numbers of value columns from bytes of UTF-8. After [#read], [#status] tells what the text was. Digits up
/// to the precision of a `double` are computed directly, which is exact (Clinger, "How to read floating point numbers
/// accurately", 1990); all others go to `Double.parseDouble`. Not thread-safe.
final class NumberText {

    /// What a text was.
    enum Status {
        NUMBER,
        MISSING,
        BAD
    }

    /// Instead of a decimal sign where it is not known yet.
    static final char NO_DECIMAL = 0;

    private static final Set<String> MISSING = Set.of(
            "na", "n/a", "#n/a", "nan", "null", "none", "-", "--", "?", ".", "..", "missing", "nil", "nul", "k.a.",
            "n.a.", "#na", "#value!", "#ref!", "#div/0!");
    private static final double[] POWERS = new double[23];
    private static final long EXACT = 1L << 53;

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private final byte decimal;
    private final String thousands;
    private final String unit;
    private Status status;

    /// @param decimal `.` or `,`
    /// @param thousands what stands between groups of three digits, null for nothing
    /// @param unit what stands before or after every number, such as `€` or `%`, null for nothing
    NumberText(char decimal, String thousands, String unit) {
        this.decimal = (byte) decimal;
        this.thousands = thousands;
        this.unit = unit;
    }

    Status status() {
        return status;
    }

    static boolean isMissing(String text) {
        return text.isEmpty() || MISSING.contains(text.toLowerCase(Locale.ROOT));
    }

    /// @return the number, or NaN when the text is missing or no number
    double read(byte[] text, int from, int to) {
        status = Status.NUMBER;
        int at = from;
        boolean negative = at < to && text[at] == '-';
        at += negative || (at < to && text[at] == '+') ? 1 : 0;
        long mantissa = 0;
        int digits = 0;
        int scale = 0;
        boolean point = false;
        for (; at < to; at++) {
            int digit = text[at] - '0';
            if (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit;
                digits++;
                scale += point ? 1 : 0;
            } else if (text[at] == decimal && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (at == to && digits > 0 && digits <= 18 && mantissa <= EXACT && scale < POWERS.length) {
            double value = mantissa / POWERS[scale];
            return negative ? -value : value;
        }
        return slow(new String(text, from, to - from, StandardCharsets.UTF_8));
    }

    double read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return read(bytes, 0, bytes.length);
    }

    boolean fits(String text) {
        read(text);
        return status != Status.BAD;
    }

    private double slow(String text) {
        if (isMissing(text)) {
            status = Status.MISSING;
            return Double.NaN;
        }
        String number = plain(text);
        if (number != null) {
            double value = Double.parseDouble(number);
            if (Double.isFinite(value)) {
                return value;
            }
        }
        status = Status.BAD;
        return Double.NaN;
    }

    /// The number as Java writes it; null when the text is none.
    private String plain(String text) {
        String plus = text.replace('\u2212', '-');
        boolean accounting = plus.startsWith("(") && plus.endsWith(")");
        String bare =
                withoutUnit(accounting ? plus.substring(1, plus.length() - 1).strip() : plus);
        String number = accounting ? "-" + bare : bare;
        String ungrouped = thousands == null ? number : ungrouped(number);
        if (ungrouped == null) {
            return null;
        }
        String dotted = decimal == ',' ? ungrouped.indexOf('.') >= 0 ? null : ungrouped.replace(',', '.') : ungrouped;
        boolean unknown = decimal == NO_DECIMAL && dotted != null && dotted.indexOf('.') >= 0;
        return dotted != null && !unknown && dotted.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?")
                ? dotted
                : null;
    }

    private String withoutUnit(String text) {
        if (unit == null) {
            return text;
        }
        String sign = text.startsWith("-") ? "-" : "";
        String rest = text.substring(sign.length());
        if (rest.startsWith(unit)) {
            return sign + rest.substring(unit.length()).strip();
        }
        return text.endsWith(unit)
                ? text.substring(0, text.length() - unit.length()).strip()
                : text;
    }

    /// Without the separators of groups; null when the groups are not of three digits.
    private String ungrouped(String number) {
        int first = number.indexOf(thousands);
        if (first < 0) {
            return number;
        }
        int point = number.indexOf((char) decimal);
        String whole = point < 0 ? number : number.substring(0, point);
        String[] groups = whole.replaceFirst("^[-+]", "").split(java.util.regex.Pattern.quote(thousands), -1);
        boolean proper = groups[0].matches("[1-9][0-9]{0,2}");
        for (int i = 1; i < groups.length; i++) {
            proper &= groups[i].matches("[0-9]{3}");
        }
        String sign = whole.startsWith("-") ? "-" : "";
        return proper ? sign + String.join("", groups) + (point < 0 ? "" : number.substring(point)) : null;
    }
}
