package dev.almanac.reader;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// A series while it grows and as it is stored: times (milliseconds since 1970) and values, NaN where missing.
public final class Observations {

    private long[] times = new long[16];
    private double[] values = new double[16];
    private int size;

    public void add(long time, double value) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        times[size] = time;
        values[size++] = value;
    }

    public void addAll(Observations others) {
        for (int i = 0; i < others.size; i++) {
            add(others.times[i], others.values[i]);
        }
    }

    public int size() {
        return size;
    }

    public long[] times() {
        return Arrays.copyOf(times, size);
    }

    public double[] values() {
        return Arrays.copyOf(values, size);
    }

    public boolean isSorted() {
        for (int i = 1; i < size; i++) {
            if (times[i] < times[i - 1]) {
                return false;
            }
        }
        return true;
    }

    /// Puts times in order and keeps the last value of equal ones. Answers how many were dropped.
    public int arrange() {
        if (!isSorted()) {
            sort();
        }
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept > 0 && times[kept - 1] == times[i]) {
                kept--;
            }
            times[kept] = times[i];
            values[kept++] = values[i];
        }
        int dropped = size - kept;
        size = kept;
        return dropped;
    }

    private void sort() {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(times[a], times[b]));
        long[] sortedTimes = new long[size];
        double[] sortedValues = new double[size];
        for (int i = 0; i < size; i++) {
            sortedTimes[i] = times[order[i]];
            sortedValues[i] = values[order[i]];
        }
        times = sortedTimes;
        values = sortedValues;
    }

    public byte[] encode() {
        ByteBuffer raw = ByteBuffer.allocate(size * 16);
        for (int i = 0; i < size; i++) {
            raw.putLong(i == 0 ? times[0] : times[i] - times[i - 1]);
        }
        for (int i = 0; i < size; i++) {
            raw.putDouble(values[i]);
        }
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        try {
            deflater.setInput(raw.array());
            deflater.finish();
            byte[] packed = new byte[raw.capacity() + 64 + raw.capacity() / 1000];
            int length = deflater.deflate(packed);
            return ByteBuffer.allocate(4 + length)
                    .putInt(size)
                    .put(packed, 0, length)
                    .array();
        } finally {
            deflater.end();
        }
    }

    public static Observations decode(byte[] encoded) {
        ByteBuffer packed = ByteBuffer.wrap(encoded);
        int size = packed.getInt();
        byte[] raw = new byte[size * 16];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            if (inflater.inflate(raw) != raw.length) {
                throw new IllegalStateException("A stored series is cut short");
            }
        } catch (DataFormatException e) {
            throw new IllegalStateException("A stored series is damaged", e);
        } finally {
            inflater.end();
        }
        ByteBuffer buffer = ByteBuffer.wrap(raw);
        Observations observations = new Observations();
        long[] times = new long[size];
        for (int i = 0; i < size; i++) {
            times[i] = buffer.getLong() + (i == 0 ? 0 : times[i - 1]);
        }
        for (int i = 0; i < size; i++) {
            observations.add(times[i], buffer.getDouble());
        }
        return observations;
    }
}
