package dev.almanac.reader;

import java.util.Arrays;

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
}
