package dev.almanac.data.dataset;

import dev.almanac.reader.Frequency;
import dev.almanac.reader.Grid;
import dev.almanac.reader.Observations;
import java.time.Instant;

/// One series as forecast-service reads it.
///
/// @param ordinal place in the version
/// @param start time of the first value
/// @param stepMillis usual step, for series without a calendar frequency
/// @param values one a step of the calendar, null where missing
public record SeriesLine(
        int ordinal,
        String seriesId,
        String frequency,
        int seasonLength,
        Instant start,
        long stepMillis,
        Double[] values) {

    static SeriesLine of(SeriesEntry entry, Observations observations) {
        Grid grid = Grid.of(entry.frequency(), observations);
        Double[] values = new Double[grid.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(grid.values()[i]) ? null : grid.values()[i];
        }
        long step = Frequency.usualStep(observations.times());
        return new SeriesLine(
                entry.ordinal(), entry.seriesId(), entry.frequency(), entry.seasonLength(), grid.start(), step, values);
    }
}
