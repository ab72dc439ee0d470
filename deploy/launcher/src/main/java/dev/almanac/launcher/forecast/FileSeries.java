package dev.almanac.launcher.forecast;

import dev.almanac.reader.Frequency;
import dev.almanac.reader.Grid;
import dev.almanac.reader.Observations;
import dev.almanac.reader.SeriesCensus;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.LongStream;

/// One series of a file, on its calendar.
///
/// @param frequency pandas code, null where the times fit no calendar
/// @param stepMillis usual step
/// @param zone whose calendar days count
/// @param values oldest first, NaN where missing
record FileSeries(
        String id, String frequency, int seasonLength, Instant start, long stepMillis, ZoneId zone, double[] values) {

    /// @param observations at least one; put in order here
    static FileSeries of(String id, Observations observations, ZoneId zone) {
        observations.arrange();
        long[] times = observations.times();
        SeriesCensus census = new SeriesCensus(zone.getId());
        for (long time : times) {
            census.add(time, 0);
        }
        Frequency frequency = census.frequency();
        Grid grid = Grid.of(frequency.code(), observations, zone);
        return new FileSeries(
                id,
                frequency.code(),
                frequency.seasonLength(),
                grid.start(),
                Frequency.usualStep(times),
                zone,
                grid.values());
    }

    Instant time(long step) {
        return Frequency.after(frequency, start, step, stepMillis, zone);
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
