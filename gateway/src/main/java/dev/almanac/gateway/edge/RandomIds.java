package dev.almanac.gateway.edge;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Ids of requests and traces: unique, and nothing that anybody must not guess.
final class RandomIds {

    private static final HexFormat HEX = HexFormat.of();

    private RandomIds() {}

    /// 128 bits in hexadecimal.
    static String requestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
    }

    /// 64 bits in hexadecimal, never all zero.
    static String spanId() {
        return HEX.toHexDigits(ThreadLocalRandom.current().nextLong() | 1);
    }
}
