package dev.almanac.launcher.forecast;

import dev.almanac.reader.Frequency;
import dev.almanac.reader.Grid;
import dev.almanac.reader.Observations;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/// One series of a file, on its calendar.
///
/// @param frequency pandas code, null where the times fit no calendar
/// @param stepMillis usual step
/// @param values oldest first, NaN where missing
record FileSeries(String id, String frequency, int seasonLength, Instant start, long stepMillis, double[] values) {

    /// @param observations at least one; put in order here
    static FileSeries of(String id, Observations observations) {
        observations.arrange();
        long[] times = observations.times();
        Frequency frequency = Frequency.of(times);
        Grid grid = Grid.of(frequency.code(), observations);
        return new FileSeries(
                id,
                frequency.code(),
                frequency.seasonLength(),
                grid.start(),
                Frequency.usualStep(times),
                grid.values());
    }

    Instant time(long step) {
        return Frequency.after(frequency, start, step, stepMillis);
    }

    List<Instant> timesAhead(int horizon) {
        int last = lastKnown();
        return LongStream.rangeClosed(last + 1L, (long) last + horizon)
                .mapToObj(this::time)
                .toList();
    }

    int lastKnown() {
        int last = values.length - 1;
        while (last > 0 && Double.isNaN(values[last])) {
            last--;
        }
        return last;
    }
}
