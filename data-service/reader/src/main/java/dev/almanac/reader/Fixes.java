package dev.almanac.reader;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// How repeats and gaps are dealt with when series are read; what is stored stays as it came, so every choice can be
/// taken back.
///
/// @param duplicates which of the observations at one time counts
/// @param gaps what stands where the calendar has a time and the series has none, or no value
public record Fixes(Duplicates duplicates, Gaps gaps) {

    /// The last of equal times counts, gaps stay gaps.
    public static final Fixes NONE = new Fixes(Duplicates.LAST, Gaps.NOTHING);

    /// Ways to combine observations at one time.
    public enum Duplicates {
        LAST("Keep the last"),
        FIRST("Keep the first"),
        SUM("Add them up"),
        MEAN("Take their mean");

        private final String label;

        Duplicates(String label) {
            this.label = label;
        }

        private Fix fix() {
            return new Fix("duplicates:" + word(this), label);
        }
    }

    /// Ways to fill a gap.
    public enum Gaps {
        NOTHING("Leave them missing"),
        ZERO("Fill with zero"),
        PREVIOUS("Repeat the value before"),
        INTERPOLATION("Draw a straight line between their neighbours");

        private final String label;

        Gaps(String label) {
            this.label = label;
        }

        private Fix fix() {
            return new Fix("gaps:" + word(this), label);
        }
    }

    static Fix[] duplicateFixes() {
        return Arrays.stream(Duplicates.values()).map(Duplicates::fix).toArray(Fix[]::new);
    }

    static Fix[] gapFixes() {
        return Arrays.stream(Gaps.values()).map(Gaps::fix).toArray(Fix[]::new);
    }

    /// @param ids such as `duplicates:sum`; at most one of a kind
    /// @throws IllegalArgumentException when one is not known, or two exclude each other
    public static Fixes of(List<String> ids) {
        Duplicates duplicates = null;
        Gaps gaps = null;
        for (String id : ids) {
            Duplicates byDuplicates = Stream.of(Duplicates.values())
                    .filter(each -> each.fix().id().equals(id))
                    .findFirst()
                    .orElse(null);
            Gaps byGaps = Stream.of(Gaps.values())
                    .filter(each -> each.fix().id().equals(id))
                    .findFirst()
                    .orElse(null);
            if (byDuplicates == null && byGaps == null) {
                throw new IllegalArgumentException("No fix is called '" + id + "'");
            }
            if ((byDuplicates != null && duplicates != null) || (byGaps != null && gaps != null)) {
                throw new IllegalArgumentException("'" + id + "' excludes another fix of its kind");
            }
            duplicates = byDuplicates == null ? duplicates : byDuplicates;
            gaps = byGaps == null ? gaps : byGaps;
        }
        return new Fixes(duplicates == null ? Duplicates.LAST : duplicates, gaps == null ? Gaps.NOTHING : gaps);
    }

    /// The series as it is after the choices.
    ///
    /// @param observations in order of time
    /// @param frequency pandas code, null where there is none; then gaps stay
    public Observations applyTo(Observations observations, String frequency, ZoneId zone) {
        Observations single = withoutDuplicates(observations);
        if (gaps == Gaps.NOTHING || frequency == null || single.size() == 0) {
            return single;
        }
        Grid grid = Grid.of(frequency, single, zone);
        double[] values = grid.values();
        fill(values);
        long step = Frequency.usualStep(single.times());
        Observations filled = new Observations();
        for (int i = 0; i < values.length; i++) {
            filled.add(Frequency.after(frequency, grid.start(), i, step, zone).toEpochMilli(), values[i]);
        }
        return filled;
    }

    private Observations withoutDuplicates(Observations observations) {
        long[] times = observations.times();
        double[] values = observations.values();
        Observations single = new Observations();
        for (int from = 0; from < times.length; ) {
            int to = from + 1;
            while (to < times.length && times[to] == times[from]) {
                to++;
            }
            single.add(times[from], to == from + 1 ? values[from] : combined(values, from, to));
            from = to;
        }
        return single;
    }

    private double combined(double[] values, int from, int to) {
        double sum = 0;
        int known = 0;
        for (int i = from; i < to; i++) {
            sum += Double.isNaN(values[i]) ? 0 : values[i];
            known += Double.isNaN(values[i]) ? 0 : 1;
        }
        return switch (duplicates) {
            case LAST -> values[to - 1];
            case FIRST -> values[from];
            case SUM -> known == 0 ? Double.NaN : sum;
            case MEAN -> known == 0 ? Double.NaN : sum / known;
        };
    }

    private void fill(double[] values) {
        int last = -1;
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                continue;
            }
            for (int gap = last + 1; gap < i && last >= 0; gap++) {
                values[gap] = filler(values, last, i, gap);
            }
            last = i;
        }
    }

    private double filler(double[] values, int before, int after, int at) {
        return switch (gaps) {
            case NOTHING -> Double.NaN;
            case ZERO -> 0;
            case PREVIOUS -> values[before];
            case INTERPOLATION -> values[before] + (values[after] - values[before]) * (at - before) / (after - before);
        };
    }

    /// The ids of what differs from [#NONE].
    public List<String> ids() {
        List<String> ids = new ArrayList<>();
        if (duplicates != Duplicates.LAST) {
            ids.add(duplicates.fix().id());
        }
        if (gaps != Gaps.NOTHING) {
            ids.add(gaps.fix().id());
        }
        return ids;
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(java.util.Locale.ROOT);
    }
}
