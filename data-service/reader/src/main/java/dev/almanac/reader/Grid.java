package dev.almanac.reader;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// A series on its regular calendar: one value a step, NaN where the file has none.
///
/// @param start time of the first value
public record Grid(Instant start, double[] values) {

    private static final int MOST_SLOTS_PER_OBSERVATION = 10;

    /// @param frequency pandas code, null where there is none
    /// @param observations at least one, in order of time, one a time
    /// @param zone whose calendar days count
    public static Grid of(String frequency, Observations observations, ZoneId zone) {
        long[] times = observations.times();
        double[] values = observations.values();
        Instant start = Instant.ofEpochMilli(times[0]);
        if (frequency == null) {
            return new Grid(start, values);
        }
        long step = Frequency.usualStep(times);
        List<Double> slots = new ArrayList<>(values.length);
        Instant slot = start;
        for (int i = 0; i < times.length; ) {
            long at = slot.toEpochMilli();
            if (times[i] < at || slots.size() > MOST_SLOTS_PER_OBSERVATION * values.length) {
                return new Grid(start, values); // off the calendar, or mostly gaps: take it as it is
            }
            slots.add(times[i] == at ? values[i++] : Double.NaN);
            slot = Frequency.after(frequency, start, slots.size(), step, zone);
        }
        return new Grid(start, slots.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
