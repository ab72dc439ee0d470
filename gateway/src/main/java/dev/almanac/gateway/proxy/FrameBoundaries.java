package dev.almanac.gateway.proxy;

import io.vertx.core.buffer.Buffer;

/// Follows the frames of one direction of a WebSocket by their headers alone, so that something can be put between two
/// of them. Source: RFC 6455, section 5.2.
final class FrameBoundaries {

    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;
    private static final int MASK = 0x80;
    private static final int SECOND_BYTE = 1;

    private int position;
    private int extended;
    private int headerLength = 2;
    private long length;
    private long payloadLeft;

    /// Whether a frame has just ended, or none has begun.
    boolean isBetweenFrames() {
        return position == 0 && payloadLeft == 0;
    }

    /// Takes bytes of the stream into account.
    ///
    /// @return where in them the first frame ends that ends there; -1 when none does
    int follow(Buffer bytes) {
        int first = -1;
        int at = 0;
        while (at < bytes.length()) {
            if (payloadLeft > 0) {
                long taken = Math.min(payloadLeft, bytes.length() - at);
                payloadLeft -= taken;
                at += (int) taken;
            } else {
                header(bytes.getByte(at++) & 0xff);
            }
            if (first < 0 && isBetweenFrames()) {
                first = at;
            }
        }
        return first;
    }

    private void header(int octet) {
        if (position == SECOND_BYTE) {
            int small = octet & ~MASK;
            extended = small == LENGTH_16 ? 2 : small == LENGTH_64 ? 8 : 0;
            length = extended == 0 ? small : 0;
            headerLength = 2 + extended + ((octet & MASK) == 0 ? 0 : 4);
        } else if (position > SECOND_BYTE && position < 2 + extended) {
            length = length << 8 | octet;
        }
        if (++position >= 2 && position == headerLength) {
            payloadLeft = length;
            position = 0;
            headerLength = 2;
        }
    }
}
