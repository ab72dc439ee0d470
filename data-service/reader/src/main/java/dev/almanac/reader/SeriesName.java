package dev.almanac.reader;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The name of the series that a row belongs to, as UTF-8 in a buffer that is used again for the next row. Whoever
/// wants to keep it copies it.
public final class SeriesName {

    private byte[] bytes;
    private int from;
    private int to;

    public static SeriesName of(String text) {
        SeriesName name = new SeriesName();
        name.set(text);
        return name;
    }

    void set(byte[] source, int start, int end) {
        bytes = source;
        from = start;
        to = end;
    }

    void set(SeriesName other) {
        set(other.bytes, other.from, other.to);
    }

    void set(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        set(encoded, 0, encoded.length);
    }

    int length() {
        return to - from;
    }

    boolean equals(byte[] other, int start, int end) {
        return Arrays.equals(bytes, from, to, other, start, end);
    }

    int copyTo(byte[] target, int at) {
        System.arraycopy(bytes, from, target, at, to - from);
        return at + to - from;
    }

    int hash() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash * 0x9E3779B9;
    }

    @Override
    public String toString() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
