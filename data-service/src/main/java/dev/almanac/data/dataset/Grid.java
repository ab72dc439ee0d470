package dev.almanac.data.dataset;

import dev.almanac.reader.Frequency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A series on its regular calendar: one value a step, NaN where the file has none.
///
/// @param start time of the first value
record Grid(Instant start, double[] values) {

    private static final int MOST_SLOTS_PER_OBSERVATION = 10;

    static Grid of(SeriesEntry entry, Observations observations) {
        long[] times = observations.times();
        double[] values = observations.values();
        if (entry.frequency() == null) {
            return new Grid(entry.first(), values);
        }
        long step = Frequency.usualStep(times);
        List<Double> slots = new ArrayList<>(values.length);
        Instant slot = entry.first();
        for (int i = 0; i < times.length; ) {
            long at = slot.toEpochMilli();
            if (times[i] < at || slots.size() > MOST_SLOTS_PER_OBSERVATION * values.length) {
                return new Grid(entry.first(), values); // off the calendar, or mostly gaps: take it as it is
            }
            slots.add(times[i] == at ? values[i++] : Double.NaN);
            slot = Frequency.after(entry.frequency(), entry.first(), slots.size(), step);
        }
        return new Grid(
                entry.first(), slots.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
