package dev.almanac.gateway.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameBoundariesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 70_000})
    void itFindsTheEndOfFramesOfEveryLengthHoweverTheyArrive(int length) {
        for (boolean masked : new boolean[] {false, true}) {
            Buffer frame = frame(length, masked);
            for (int size : new int[] {frame.length(), 1, 13}) {
                FrameBoundaries frames = new FrameBoundaries();
                for (int at = 0; at < frame.length(); at += size) {
                    int end = Math.min(frame.length(), at + size);
                    boolean last = end == frame.length();
                    assertEquals(last ? end - at : -1, frames.follow(frame.slice(at, end)));
                    assertEquals(last, frames.isBetweenFrames());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 300})
    void theFirstEndCountsWhereThereAreMore(int length) {
        FrameBoundaries frames = new FrameBoundaries();
        Buffer first = frame(length, false);
        Buffer both = first.copy().appendBuffer(frame(10, false)).appendByte((byte) 0x81);
        assertEquals(first.length(), frames.follow(both));
        assertFalse(frames.isBetweenFrames());
        frames.follow(Buffer.buffer(new byte[] {0}));
        assertTrue(frames.isBetweenFrames());
    }

    private static Buffer frame(int length, boolean masked) {
        int mask = masked ? 0x80 : 0;
        Buffer frame = Buffer.buffer().appendByte((byte) 0x82);
        if (length < 126) {
            frame.appendByte((byte) (mask | length));
        } else if (length < 65_536) {
            frame.appendByte((byte) (mask | 126)).appendUnsignedShort(length);
        } else {
            frame.appendByte((byte) (mask | 127)).appendLong(length);
        }
        return frame.appendBytes(new byte[masked ? 4 : 0]).appendBytes(new byte[length]);
    }
}
