package dev.almanac.forecast.series;

import dev.almanac.reader.Frequency;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.LongStream;

/// A series to forecast.
///
/// @param frequency pandas code, null where the series has no calendar
/// @param seasonGiven whether a person named the season; one that the calendar suggests is dropped where it does not
/// fit
/// @param start time of the first value, null where times do not matter
/// @param stepMillis usual step, for series without a calendar frequency
/// @param zone whose calendar days count
/// @param values oldest first, NaN where missing
public record SeriesInput(
        String id,
        String frequency,
        int seasonLength,
        boolean seasonGiven,
        Instant start,
        long stepMillis,
        ZoneId zone,
        double[] values) {

    /// The season that the engine is asked for. One that a calendar suggests is not worth a refusal.
    public int usableSeason() {
        return seasonGiven || values.length > 2 * seasonLength ? seasonLength : 1;
    }

    /// The time of the value at `index`; null when the series has no times.
    public Instant time(int index) {
        return start == null ? null : time((long) index);
    }

    /// The times of the steps ahead of the last value that is not missing; null when the series has none.
    public List<Instant> timesAhead(int horizon) {
        if (start == null) {
            return null;
        }
        int last = lastKnown();
        return LongStream.rangeClosed(last + 1L, (long) last + horizon)
                .mapToObj(this::time)
                .toList();
    }

    /// The time of the last value that is not missing; null when the series has no times.
    public Instant lastObserved() {
        return start == null ? null : time(lastKnown());
    }

    private Instant time(long step) {
        return Frequency.after(frequency, start, step, stepMillis, zone);
    }

    private int lastKnown() {
        int last = values.length - 1;
        while (last > 0 && Double.isNaN(values[last])) {
            last--;
        }
        return last;
    }
}
