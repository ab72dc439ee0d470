package dev.almanac.gateway.edge;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/// The W3C trace context: a caller's trace goes on, with this gateway as the parent; without one a trace begins.
final class Traceparent {

    private static final Pattern WELL_FORMED =
            Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    static String next(String given) {
        boolean usable = given != null && WELL_FORMED.matcher(given).matches();
        String trace = usable ? given.substring(3, 35) : random(16);
        return "00-" + trace + "-" + random(8) + "-" + (usable ? given.substring(53) : "01");
    }

    private static String random(int bytes) {
        byte[] id = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(id);
        id[0] |= 1; // all zeros is not an id
        return HexFormat.of().formatHex(id);
    }
}
