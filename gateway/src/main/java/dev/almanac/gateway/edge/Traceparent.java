package dev.almanac.gateway.edge;

/// The W3C trace context: a caller's trace goes on, with this gateway as the parent; without one a trace begins.
final class Traceparent {

    private static final int LENGTH = 55;
    private static final int TRACE_END = 35;
    private static final int SPAN_END = 52;

    private Traceparent() {}

    static String next(String given) {
        if (isWellFormed(given)) {
            return given.substring(0, TRACE_END + 1) + RandomIds.spanId() + given.substring(SPAN_END);
        }
        return "00-" + RandomIds.requestId() + "-" + RandomIds.spanId() + "-01";
    }

    /// @return null when nothing well formed was given
    static String spanOf(String given) {
        return isWellFormed(given) ? given.substring(TRACE_END + 1, SPAN_END) : null;
    }

    private static boolean isWellFormed(String given) {
        return given != null
                && given.length() == LENGTH
                && given.startsWith("00-")
                && isId(given, 3, TRACE_END)
                && given.charAt(TRACE_END) == '-'
                && isId(given, TRACE_END + 1, SPAN_END)
                && given.charAt(SPAN_END) == '-'
                && isHex(given, SPAN_END + 1, LENGTH);
    }

    /// An id of nothing but zeros is none.
    private static boolean isId(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != '0') {
                return isHex(text, from, to);
            }
        }
        return false;
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
