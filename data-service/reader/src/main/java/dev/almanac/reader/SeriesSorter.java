package dev.almanac.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/// Puts observations that come in any order into the order of [SeriesTaker], in bounded memory: an external merge sort
/// by series and time that keeps the order of arrival where both are equal. Not thread-safe.
public final class SeriesSorter implements SeriesReader.Sink {

    private static final int MOST_RUNS = 64;

    private final Scratch scratch;
    private final int capacity;
    private final SeriesNames names = new SeriesNames();
    private final List<List<Run>> levels = new ArrayList<>();
    private int[] series;
    private long[] times;
    private double[] values;
    private int size;
    private long rows;
    private boolean unsorted;

    /// @param capacity observations held in memory, at about 40 bytes each
    public SeriesSorter(Scratch scratch, int capacity) {
        this.scratch = scratch;
        this.capacity = capacity;
        int first = Math.min(capacity, 4_096);
        this.series = new int[first];
        this.times = new long[first];
        this.values = new double[first];
    }

    @Override
    public void accept(SeriesName name, long time, double value) throws IOException {
        if (size == series.length) {
            if (size == capacity) {
                spill();
            } else {
                grow();
            }
        }
        series[size] = names.number(name);
        times[size] = time;
        values[size++] = value;
        rows++;
    }

    public long rows() {
        return rows;
    }

    /// Whether some observation came after a later one of its series; known behind [#finish].
    public boolean wasUnsorted() {
        return unsorted;
    }

    /// Hands everything on. The sorter is empty afterwards.
    public void finish(SeriesTaker taker) throws IOException {
        if (levels.isEmpty()) {
            sorted(taker);
            return;
        }
        spill();
        List<Run> oldestFirst = new ArrayList<>();
        for (int level = levels.size() - 1; level >= 0; level--) {
            oldestFirst.addAll(levels.get(level));
        }
        levels.clear();
        merge(oldestFirst, taker);
    }

    private void grow() {
        int length = Math.min(capacity, size * 2);
        series = Arrays.copyOf(series, length);
        times = Arrays.copyOf(times, length);
        values = Arrays.copyOf(values, length);
    }

    private void spill() throws IOException {
        Run.Writer writer = new Run.Writer(scratch);
        sorted(writer);
        add(0, writer.finish());
    }

    private void add(int level, Run run) throws IOException {
        if (levels.size() == level) {
            levels.add(new ArrayList<>());
        }
        List<Run> runs = levels.get(level);
        runs.add(run);
        if (runs.size() == MOST_RUNS) {
            Run.Writer writer = new Run.Writer(scratch);
            merge(List.copyOf(runs), writer);
            runs.clear();
            add(level + 1, writer.finish());
        }
    }

    /// Hands on what is in memory: counted into series, each then sorted by time where it is not.
    private void sorted(SeriesTaker taker) throws IOException {
        int[] next = new int[names.size() + 1];
        for (int i = 0; i < size; i++) {
            next[series[i] + 1]++;
        }
        for (int s = 0; s < names.size(); s++) {
            next[s + 1] += next[s];
        }
        int[] starts = next.clone();
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[next[series[i]]++] = i;
        }
        for (int number : names.inOrder()) {
            int from = starts[number];
            int to = starts[number + 1];
            byTime(order, from, to);
            taker.begin(names.copy(number));
            for (int i = from; i < to; i++) {
                taker.take(times[order[i]], values[order[i]]);
            }
            taker.end();
        }
        size = 0;
        names.clear();
    }

    private void byTime(int[] order, int from, int to) {
        for (int i = from + 1; i < to; i++) {
            if (times[order[i]] < times[order[i - 1]]) {
                unsorted = true;
                Integer[] boxed = new Integer[to - from];
                Arrays.setAll(boxed, k -> order[from + k]);
                Arrays.sort(boxed, (a, b) -> Long.compare(times[a], times[b]));
                for (int k = 0; k < boxed.length; k++) {
                    order[from + k] = boxed[k];
                }
                return;
            }
        }
    }

    private void merge(List<Run> runs, SeriesTaker taker) throws IOException {
        PriorityQueue<Run.Cursor> cursors = new PriorityQueue<>(SeriesSorter::compare);
        for (int i = 0; i < runs.size(); i++) {
            Run.Cursor cursor = new Run.Cursor(runs.get(i), scratch, i);
            if (cursor.advance()) {
                cursors.add(cursor);
            }
        }
        byte[] current = null;
        int lastRun = 0;
        while (!cursors.isEmpty()) {
            Run.Cursor cursor = cursors.poll();
            if (current == null || !Arrays.equals(current, cursor.name())) {
                if (current != null) {
                    taker.end();
                }
                current = cursor.name();
                taker.begin(current);
                lastRun = 0;
            }
            unsorted |= cursor.order() < lastRun;
            lastRun = Math.max(lastRun, cursor.order());
            boolean more = drain(cursor, cursors.peek(), current, taker);
            if (more) {
                cursors.add(cursor);
            }
        }
        if (current != null) {
            taker.end();
        }
    }

    /// Takes from one run as long as it is before the others.
    private static boolean drain(Run.Cursor cursor, Run.Cursor other, byte[] current, SeriesTaker taker)
            throws IOException {
        do {
            taker.take(cursor.time(), cursor.value());
            if (!cursor.advance()) {
                return false;
            }
        } while (cursor.name() == current && (other == null || compare(cursor, other) < 0));
        return true;
    }

    private static int compare(Run.Cursor a, Run.Cursor b) {
        int byName = a.name() == b.name() ? 0 : Arrays.compareUnsigned(a.name(), b.name());
        if (byName != 0) {
            return byName;
        }
        int byTime = Long.compare(a.time(), b.time());
        return byTime != 0 ? byTime : Integer.compare(a.order(), b.order());
    }
}
