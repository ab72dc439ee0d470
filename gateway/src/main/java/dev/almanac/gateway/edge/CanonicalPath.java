package dev.almanac.gateway.edge;

import java.util.Optional;

/// The one form of a path that routing, limits and forwarding use. What two parsers could read differently is refused:
/// `;`, `\`, `#`, empty and dot segments, encoded separators and dots, control characters, malformed or overlong UTF-8.
/// Source: the bypasses CVE-2026-39852, CVE-2026-50559, CVE-2026-87743.
public final class CanonicalPath {

    private CanonicalPath() {}

    /// @param raw the path as it came, without the query
    /// @return the same path, proved harmless; empty when it must be refused
    public static Optional<String> of(String raw) {
        if (raw.isEmpty() || raw.charAt(0) != '/') {
            return Optional.empty();
        }
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c <= ' ' || c >= 0x7f || ";\\#\"<>^`{|}".indexOf(c) >= 0) {
                return Optional.empty();
            }
        }
        return hasSoundEscapes(raw) && hasSoundSegments(raw) ? Optional.of(raw) : Optional.empty();
    }

    private static boolean hasSoundSegments(String path) {
        int start = 1;
        while (start <= path.length()) {
            int end = path.indexOf('/', start);
            String segment = path.substring(start, end < 0 ? path.length() : end);
            boolean trailing = end < 0;
            if ((segment.isEmpty() && !trailing) || segment.equals(".") || segment.equals("..")) {
                return false;
            }
            start = trailing ? path.length() + 1 : end + 1;
        }
        return true;
    }

    /// Every escape is two hex digits, none stands for a character that needs no escape or that is dangerous in our
    /// paths, and together they are well-formed UTF-8.
    private static boolean hasSoundEscapes(String path) {
        int pending = 0;
        int lead = 0;
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) != '%') {
                if (pending > 0) {
                    return false;
                }
                continue;
            }
            int octet = i + 2 < path.length() ? octet(path, i) : -1;
            if (octet < 0) {
                return false;
            }
            i += 2;
            if (pending > 0) {
                if (!isContinuation(lead, octet)) {
                    return false;
                }
                lead = 0;
                pending--;
            } else if (octet < 0x80) {
                if (isForbidden(octet)) {
                    return false;
                }
            } else {
                pending = following(octet);
                lead = octet;
                if (pending < 0) {
                    return false;
                }
            }
        }
        return pending == 0;
    }

    private static int octet(String path, int percent) {
        int high = Character.digit(path.charAt(percent + 1), 16);
        int low = Character.digit(path.charAt(percent + 2), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }

    private static boolean isForbidden(int octet) {
        boolean plain = octet < 0x80 && Character.isLetterOrDigit(octet);
        return octet < 0x20 || octet == 0x7f || plain || "/\\;.%#?-_".indexOf(octet) >= 0;
    }

    private static int following(int lead) {
        if (lead >= 0xC2 && lead <= 0xDF) {
            return 1;
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            return 2;
        }
        return lead >= 0xF0 && lead <= 0xF4 ? 3 : -1;
    }

    /// RFC 3629, section 4: the second octet of some sequences has a narrower range.
    private static boolean isContinuation(int lead, int octet) {
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return octet >= lowest && octet <= highest;
    }
}
