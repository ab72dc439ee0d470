package dev.almanac.sui;

import java.util.Arrays;

/// Reads Binary Canonical Serialization: little end first, lengths as shortest ULEB128, nothing left over.
final class BcsReader {

    private static final int MOST_LENGTH_BYTES = 5;

    private final byte[] bytes;
    private int position;

    BcsReader(byte[] bytes, int start) {
        this.bytes = bytes;
        this.position = start;
    }

    byte[] take(int count) throws RefusedException {
        if (count > bytes.length - position) {
            throw RefusedException.malformed("the structure ends too early");
        }
        position += count;
        return Arrays.copyOfRange(bytes, position - count, position);
    }

    int u8() throws RefusedException {
        return take(1)[0] & 0xff;
    }

    int u16() throws RefusedException {
        return u8() | u8() << 8;
    }

    /// A length, or the tag of an enum.
    int uleb128() throws RefusedException {
        long value = 0;
        for (int i = 0; i < MOST_LENGTH_BYTES; i++) {
            int octet = u8();
            value |= (long) (octet & 0x7f) << 7 * i;
            if (octet < 0x80) {
                boolean padded = i > 0 && octet == 0;
                if (padded || value > Integer.MAX_VALUE) {
                    break;
                }
                return (int) value;
            }
        }
        throw RefusedException.malformed("a length is not in its canonical form");
    }

    byte[] vector() throws RefusedException {
        return take(uleb128());
    }

    void end() throws RefusedException {
        if (position != bytes.length) {
            throw RefusedException.malformed("there are bytes after the structure");
        }
    }
}
