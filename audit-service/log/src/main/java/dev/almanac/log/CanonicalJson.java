package dev.almanac.log;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// JSON in the one form of RFC 8785: no white space, members sorted by UTF-16 code units, numbers and strings as
/// ECMAScript writes them. Equal values give equal bytes.
public final class CanonicalJson {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private CanonicalJson() {}

    /// @throws IllegalArgumentException when a string holds half a surrogate pair or a number is not finite
    public static byte[] bytes(JsonNode value) {
        StringBuilder out = new StringBuilder(256);
        append(value, out);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Appends the canonical form of a value.
    public static void append(JsonNode value, StringBuilder out) {
        switch (value.getNodeType()) {
            case OBJECT -> members(value, out);
            case ARRAY -> {
                out.append('[');
                for (int i = 0; i < value.size(); i++) {
                    append(value.get(i), i == 0 ? out : out.append(','));
                }
                out.append(']');
            }
            case STRING -> append(value.textValue(), out);
            case NUMBER -> number(value, out);
            case BOOLEAN -> out.append(value.booleanValue());
            case NULL -> out.append("null");
            default -> throw new IllegalArgumentException("Not a JSON value: " + value.getNodeType());
        }
    }

    /// Appends a string in quotes.
    public static void append(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                i = pair(text, i, out);
            } else if (c < 0x20 || c == '"' || c == '\\') {
                escape(c, out);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static void members(JsonNode object, StringBuilder out) {
        List<String> names = new ArrayList<>(object.size());
        object.fieldNames().forEachRemaining(names::add);
        names.sort(null); // String compares UTF-16 code units
        out.append('{');
        for (int i = 0; i < names.size(); i++) {
            append(names.get(i), i == 0 ? out : out.append(','));
            append(object.get(names.get(i)), out.append(':'));
        }
        out.append('}');
    }

    private static int pair(String text, int at, StringBuilder out) {
        boolean whole = Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
        if (!whole) {
            throw new IllegalArgumentException("A string holds half a surrogate pair");
        }
        out.append(text, at, at + 2);
        return at + 1;
    }

    private static void escape(char c, StringBuilder out) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\b' -> out.append('b');
            case '\t' -> out.append('t');
            case '\n' -> out.append('n');
            case '\f' -> out.append('f');
            case '\r' -> out.append('r');
            default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 15]);
        }
    }

    private static void number(JsonNode value, StringBuilder out) {
        if (value.isInt() || value.isLong() && isExact(value.longValue())) {
            out.append(value.longValue());
        } else {
            number(value.doubleValue(), out);
        }
    }

    /// Whether a double holds the number.
    private static boolean isExact(long value) {
        return value >= -(1L << 53) && value <= 1L << 53;
    }

    /// ECMA-262, Number::toString: the shortest digits that give the double back, with an exponent outside
    /// `[1e-6, 1e21)`.
    static void number(double value, StringBuilder out) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number " + value);
        }
        if (value == 0) {
            out.append('0');
            return;
        }
        if (value < 0) {
            out.append('-');
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale(); // the value is 0.digits times 10^point
        if (point > 21 || point < -5) {
            int exponent = point - 1;
            out.append(digits.charAt(0));
            if (digits.length() > 1) {
                out.append('.').append(digits, 1, digits.length());
            }
            out.append('e').append(exponent < 0 ? "" : "+").append(exponent);
        } else if (point <= 0) {
            out.append("0.").repeat('0', -point).append(digits);
        } else if (point < digits.length()) {
            out.append(digits, 0, point).append('.').append(digits, point, digits.length());
        } else {
            out.append(digits).repeat('0', point - digits.length());
        }
    }

    /// Java writes two digits where one would do: 4.9E-324 is 5e-324.
    private static BigDecimal shortest(double value) {
        BigDecimal two = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (two.precision() != 2) {
            return two;
        }
        BigDecimal one = two.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.doubleValue() == value ? one.stripTrailingZeros() : two;
    }
}
