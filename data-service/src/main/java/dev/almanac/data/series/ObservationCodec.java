package dev.almanac.data.series;

import java.nio.ByteBuffer;

/// Columns of observations as few bytes, before a compressor sees them: times as a grid where they are one, else as
/// changes of their steps; values as whole numbers of their last decimal place where they are such, stored as planes of
/// bytes, else as the planes of their bits. Exact: every value comes back with all of its bits.
///
/// Source of the ideas: Pelkonen et al., "Gorilla: a fast, scalable, in-memory time series database", 2015 (steps);
/// Afroozeh, Kuffo and Boncz, "ALP: adaptive lossless floating-point compression", 2023 (decimal places).
final class ObservationCodec {

    private static final int GRID = 0;
    private static final int CHANGES = 1;
    private static final int BITS = 15;
    private static final int MOST_PLACES = 9;
    private static final double LARGEST = 1L << 53;
    private static final long[] TENS = new long[MOST_PLACES + 1];

    static {
        TENS[0] = 1;
        for (int i = 1; i < TENS.length; i++) {
            TENS[i] = TENS[i - 1] * 10;
        }
    }

    private ObservationCodec() {}

    /// The most bytes that `n` observations can take.
    static int bound(int n) {
        return 32 + 10 * n + 8 * n + (n + 7) / 8;
    }

    static void encode(long[] times, double[] values, int n, ByteBuffer out) {
        times(times, n, out);
        values(values, n, out);
    }

    static void decode(ByteBuffer in, int n, long[] times, double[] values) {
        readTimes(in, n, times);
        readValues(in, n, values);
    }

    private static void times(long[] times, int n, ByteBuffer out) {
        long step = n > 1 ? times[1] - times[0] : 0;
        boolean grid = true;
        for (int i = 2; grid && i < n; i++) {
            grid = times[i] - times[i - 1] == step;
        }
        out.put((byte) (grid ? GRID : CHANGES)).putLong(times[0]);
        if (grid) {
            putVarint(out, step);
            return;
        }
        long unit = 0;
        for (int i = 1; i < n; i++) {
            unit = gcd(unit, times[i] - times[i - 1]);
        }
        putVarint(out, unit);
        long last = 0;
        for (int i = 1; i < n; i++) {
            long steps = unit == 0 ? 0 : (times[i] - times[i - 1]) / unit;
            putVarint(out, zigzag(steps - last));
            last = steps;
        }
    }

    private static void readTimes(ByteBuffer in, int n, long[] times) {
        int kind = in.get();
        times[0] = in.getLong();
        long unit = varint(in);
        if (kind == GRID) {
            for (int i = 1; i < n; i++) {
                times[i] = times[i - 1] + unit;
            }
            return;
        }
        long steps = 0;
        for (int i = 1; i < n; i++) {
            steps += unzigzag(varint(in));
            times[i] = times[i - 1] + steps * unit;
        }
    }

    /// A missing value stands as the value before it, and its place in a bit map.
    private static void values(double[] values, int n, ByteBuffer out) {
        int missing = 0;
        for (int i = 0; i < n; i++) {
            missing += Double.isNaN(values[i]) ? 1 : 0;
        }
        int places = places(values, n);
        out.put((byte) (places | (missing > 0 ? 16 : 0)));
        if (missing > 0) {
            byte[] map = new byte[(n + 7) / 8];
            for (int i = 0; i < n; i++) {
                map[i >> 3] |= (byte) (Double.isNaN(values[i]) ? 1 << (i & 7) : 0);
            }
            out.put(map);
        }
        long[] words = places == BITS ? bits(values, n) : whole(values, n, places);
        planes(words, n, out);
    }

    private static long[] bits(double[] values, int n) {
        long[] words = new long[n];
        long last = 0;
        for (int i = 0; i < n; i++) {
            words[i] = Double.isNaN(values[i]) ? last : Double.doubleToRawLongBits(values[i]);
            last = words[i];
        }
        return words;
    }

    /// Against the smallest of them, or each against the one before, whichever is smaller.
    private static long[] whole(double[] values, int n, int places) {
        long[] plain = new long[n];
        long last = 0;
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            plain[i] = Double.isNaN(values[i]) ? last : Math.round(values[i] * TENS[places]);
            last = plain[i];
            smallest = Math.min(smallest, last);
        }
        double aboveSmallest = 0;
        double change = 0;
        for (int i = 0; i < n; i++) {
            aboveSmallest += (double) plain[i] - smallest;
            change += 2 * Math.abs((double) plain[i] - (i == 0 ? smallest : plain[i - 1]));
        }
        boolean changes = change < aboveSmallest;
        long[] words = new long[n + 1];
        words[n] = zigzag(smallest) << 1 | (changes ? 1 : 0);
        for (int i = 0; i < n; i++) {
            words[i] = changes ? zigzag(plain[i] - (i == 0 ? smallest : plain[i - 1])) : plain[i] - smallest;
        }
        return words;
    }

    private static void planes(long[] words, int n, ByteBuffer out) {
        if (words.length > n) {
            putVarint(out, words[n]);
        }
        long all = 0;
        for (int i = 0; i < n; i++) {
            all |= words[i];
        }
        int width = (64 - Long.numberOfLeadingZeros(all) + 7) / 8;
        out.put((byte) width);
        for (int plane = 0; plane < width; plane++) {
            for (int i = 0; i < n; i++) {
                out.put((byte) (words[i] >>> 8 * plane));
            }
        }
    }

    private static void readValues(ByteBuffer in, int n, double[] values) {
        int head = in.get();
        int places = head & 15;
        byte[] map = null;
        if ((head & 16) != 0) {
            map = new byte[(n + 7) / 8];
            in.get(map);
        }
        long base = places == BITS ? 0 : varint(in);
        int width = in.get();
        long[] words = new long[n];
        for (int plane = 0; plane < width; plane++) {
            for (int i = 0; i < n; i++) {
                words[i] |= (in.get() & 0xFFL) << 8 * plane;
            }
        }
        long last = unzigzag(base >>> 1);
        boolean changes = (base & 1) != 0;
        long smallest = last;
        for (int i = 0; i < n; i++) {
            if (map != null && (map[i >> 3] & 1 << (i & 7)) != 0) {
                values[i] = Double.NaN;
                last = changes ? last + unzigzag(words[i]) : last;
            } else if (places == BITS) {
                values[i] = Double.longBitsToDouble(words[i]);
            } else {
                last = changes ? last + unzigzag(words[i]) : smallest + words[i];
                values[i] = (double) last / TENS[places];
            }
        }
    }

    /// The fewest decimal places with which every value is a whole number; [#BITS] when there are none.
    private static int places(double[] values, int n) {
        int places = 0;
        for (int i = 0; i < n; i++) {
            if (!Double.isNaN(values[i])) {
                while (places <= MOST_PLACES && !isWhole(values[i], places)) {
                    places++;
                }
                if (places > MOST_PLACES) {
                    return BITS;
                }
            }
        }
        return places;
    }

    private static boolean isWhole(double value, int places) {
        double scaled = value * TENS[places];
        if (!(Math.abs(scaled) < LARGEST)) {
            return false;
        }
        long rounded = Math.round(scaled);
        return Double.doubleToRawLongBits((double) rounded / TENS[places]) == Double.doubleToRawLongBits(value);
    }

    private static long gcd(long a, long b) {
        return b == 0 ? Math.abs(a) : gcd(b, a % b);
    }

    static long zigzag(long value) {
        return value << 1 ^ value >> 63;
    }

    static long unzigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }

    static void putVarint(ByteBuffer out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((byte) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }

    static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte b = in.get();
            value |= (b & 0x7FL) << shift;
            if (b >= 0) {
                return value;
            }
        }
    }
}
