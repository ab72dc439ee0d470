package dev.almanac.data.dataset;

import dev.almanac.data.series.SeriesEntry;
import dev.almanac.data.series.SeriesObject;
import dev.almanac.reader.Fixes;
import dev.almanac.reader.Observations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What is different between the series of two versions.
///
/// @param addedObservations of series that both have and of added ones
/// @param changedSeries the first of those that both have and that differ
public record VersionDiff(
        int from,
        int to,
        long addedSeries,
        long removedSeries,
        long addedObservations,
        long removedObservations,
        long changedObservations,
        List<SeriesDiff> changedSeries) {

    private static final int MOST_SERIES = 100;
    private static final int MOST_EXAMPLES = 5;

    /// One series.
    ///
    /// @param examples the first changed observations
    public record SeriesDiff(String seriesId, long added, long removed, long changed, List<Change> examples) {}

    /// One observation; before or after is absent where it was missing or is.
    public record Change(Instant time, Double before, Double after) {}

    /// Both are in byte order of ids, so that one pass finds everything.
    static VersionDiff of(int from, SeriesObject before, int to, SeriesObject after) throws IOException {
        long[] sums = new long[5];
        List<SeriesDiff> changed = new ArrayList<>();
        int a = 0;
        int b = 0;
        while (a < before.count() || b < after.count()) {
            SeriesEntry old = a < before.count() ? before.entry(a) : null;
            SeriesEntry now = b < after.count() ? after.entry(b) : null;
            int order = old == null ? 1 : now == null ? -1 : compare(old.seriesId(), now.seriesId());
            if (order < 0) {
                sums[1]++;
                sums[3] += old.observations();
                a++;
            } else if (order > 0) {
                sums[0]++;
                sums[2] += now.observations();
                b++;
            } else {
                SeriesDiff diff = diff(old.seriesId(), before.read(old), after.read(now));
                sums[2] += diff.added();
                sums[3] += diff.removed();
                sums[4] += diff.changed();
                if (diff.added() + diff.removed() + diff.changed() > 0 && changed.size() < MOST_SERIES) {
                    changed.add(diff);
                }
                a++;
                b++;
            }
        }
        return new VersionDiff(from, to, sums[0], sums[1], sums[2], sums[3], sums[4], changed);
    }

    private static SeriesDiff diff(String id, Observations before, Observations after) {
        Observations old = Fixes.NONE.applyTo(before, null, ZoneOffset.UTC);
        Observations now = Fixes.NONE.applyTo(after, null, ZoneOffset.UTC);
        long[] oldTimes = old.times();
        long[] newTimes = now.times();
        double[] oldValues = old.values();
        double[] newValues = now.values();
        long added = 0;
        long removed = 0;
        long changed = 0;
        List<Change> examples = new ArrayList<>();
        int a = 0;
        int b = 0;
        while (a < oldTimes.length || b < newTimes.length) {
            if (b == newTimes.length || (a < oldTimes.length && oldTimes[a] < newTimes[b])) {
                removed++;
                a++;
            } else if (a == oldTimes.length || newTimes[b] < oldTimes[a]) {
                added++;
                b++;
            } else {
                if (Double.compare(oldValues[a], newValues[b]) != 0) {
                    changed++;
                    if (examples.size() < MOST_EXAMPLES) {
                        examples.add(new Change(
                                Instant.ofEpochMilli(oldTimes[a]), known(oldValues[a]), known(newValues[b])));
                    }
                }
                a++;
                b++;
            }
        }
        return new SeriesDiff(id, added, removed, changed, examples);
    }

    private static Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }

    private static int compare(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
