package dev.almanac.gateway.console;

/// What `Accept-Encoding` takes. Source: RFC 9110, section 12.5.3.
final class Encodings {

    private Encodings() {}

    /// @param accepted the field, null without one
    static boolean accepts(String accepted, String encoding) {
        if (accepted == null) {
            return false;
        }
        for (String part : accepted.split(",")) {
            String[] words = part.strip().split("\\s*;\\s*");
            if (words[0].equalsIgnoreCase(encoding)) {
                return words.length < 2 || !words[1].matches("(?i)q\\s*=\\s*0(\\.0*)?");
            }
        }
        return false;
    }
}
