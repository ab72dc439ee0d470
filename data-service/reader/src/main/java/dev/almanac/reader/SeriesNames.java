package dev.almanac.reader;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Numbers for names: an open hash table over one array of bytes, so that a million names cost a few megabytes.
final class SeriesNames {

    private static final int FIRST_TABLE = 1 << 10;

    private byte[] bytes = new byte[1 << 14];
    private int[] ends = new int[256];
    private int[] hashes = new int[256];
    private int[] table = empty(FIRST_TABLE);
    private int size;
    private int last = -1;

    /// The number of a name, a new one when it was not there.
    int number(SeriesName name) {
        if (last >= 0 && name.equals(bytes, start(last), ends[last])) {
            return last;
        }
        int hash = name.hash();
        int mask = table.length - 1;
        int slot = hash >>> 7 & mask;
        while (table[slot] >= 0) {
            int number = table[slot];
            if (hashes[number] == hash && name.equals(bytes, start(number), ends[number])) {
                last = number;
                return number;
            }
            slot = slot + 1 & mask;
        }
        last = add(name, hash, slot);
        return last;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
        last = -1;
        Arrays.fill(table, -1);
    }

    byte[] copy(int number) {
        return Arrays.copyOfRange(bytes, start(number), ends[number]);
    }

    /// In the order of their bytes, as `series_sha256` wants it.
    int compare(int a, int b) {
        return Arrays.compareUnsigned(bytes, start(a), ends[a], bytes, start(b), ends[b]);
    }

    String text(int number) {
        return new String(bytes, start(number), ends[number] - start(number), StandardCharsets.UTF_8);
    }

    /// The numbers in the order of their names.
    int[] inOrder() {
        int[] order = new int[size];
        boolean sorted = true;
        for (int i = 0; i < size; i++) {
            order[i] = i;
            sorted &= i == 0 || compare(i - 1, i) < 0;
        }
        if (sorted) {
            return order;
        }
        Integer[] boxed = new Integer[size];
        Arrays.setAll(boxed, i -> i);
        Arrays.sort(boxed, this::compare);
        Arrays.setAll(order, i -> boxed[i]);
        return order;
    }

    private int add(SeriesName name, int hash, int slot) {
        int begin = size == 0 ? 0 : ends[size - 1];
        if (begin + name.length() > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, begin + name.length()));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        ends[size] = name.copyTo(bytes, begin);
        hashes[size] = hash;
        table[slot] = size;
        if (++size * 2 > table.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        table = empty(table.length * 2);
        int mask = table.length - 1;
        for (int number = 0; number < size; number++) {
            int slot = hashes[number] >>> 7 & mask;
            while (table[slot] >= 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = number;
        }
    }

    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    private static int[] empty(int length) {
        int[] table = new int[length];
        Arrays.fill(table, -1);
        return table;
    }
}
