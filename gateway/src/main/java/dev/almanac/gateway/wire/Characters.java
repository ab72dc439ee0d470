package dev.almanac.gateway.wire;

/// Character classes of HTTP. Sources: RFC 9110, sections 5.6.2 and 7.2; RFC 3986, section 3.2.2.
public final class Characters {

    private static final boolean[] TOKEN = new boolean[128];
    private static final int LONGEST_NAME = 253;
    private static final int LONGEST_LITERAL = 45;
    private static final int LONGEST_PORT = 5;

    static final int LONGEST_METHOD = 20;

    static {
        for (char c = '0'; c <= 'z'; c++) {
            TOKEN[c] = Character.isLetterOrDigit(c);
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            TOKEN[c] = true;
        }
    }

    private Characters() {}

    static boolean isTokenCharacter(byte c) {
        return c >= 0 && TOKEN[c];
    }

    /// Capital letters, a few of them.
    public static boolean isMethod(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_METHOD
                && text.chars().allMatch(c -> c >= 'A' && c <= 'Z');
    }

    public static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c < 128 && TOKEN[c]);
    }

    /// No control character but the tab.
    public static boolean isFieldValue(String text) {
        return text.chars().allMatch(c -> (c >= ' ' || c == '\t') && c != 0x7f && c < 256);
    }

    /// Decimal digits and nothing else, at least one.
    static boolean isNumber(String text, int longest) {
        if (text.isEmpty() || text.length() > longest) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /// A name or an address literal, with or without a port.
    public static boolean isHost(String text) {
        int end = text.startsWith("[") ? text.indexOf(']') + 1 : text.indexOf(':');
        if (end < 0) {
            end = text.length();
        }
        boolean sound = text.startsWith("[") ? isLiteral(text, end) : isName(text, end);
        return sound
                && (end == text.length()
                        || (text.charAt(end) == ':' && isNumber(text.substring(end + 1), LONGEST_PORT)));
    }

    private static boolean isName(String text, int end) {
        if (end == 0 || end > LONGEST_NAME) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c >= 128 || (!Character.isLetterOrDigit(c) && c != '.' && c != '-' && c != '_')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLiteral(String text, int end) {
        if (end < 4 || end > LONGEST_LITERAL + 2) {
            return false;
        }
        for (int i = 1; i < end - 1; i++) {
            if (Character.digit(text.charAt(i), 16) < 0 && text.charAt(i) != ':' && text.charAt(i) != '.') {
                return false;
            }
        }
        return true;
    }
}
