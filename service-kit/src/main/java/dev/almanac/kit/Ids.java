package dev.almanac.kit;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/// UUID version 7 of RFC 9562: ordered by the millisecond of their making.
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Ids() {}

    public static UUID next() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (buffer.getLong(0) & 0x0FFF);
        long low = (buffer.getLong(8) & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
