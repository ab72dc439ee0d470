package dev.almanac.data.dataset;

import dev.almanac.data.series.SeriesEntry;
import dev.almanac.reader.Grid;
import dev.almanac.reader.Observations;
import java.time.Instant;
import java.time.ZoneId;

/// One series as forecast-service reads it.
///
/// @param ordinal place in the version
/// @param start time of the first value
/// @param stepMillis usual step, for series without a calendar frequency
/// @param timezone whose calendar days count
/// @param values one a step of the calendar, null where missing
public record SeriesLine(
        int ordinal,
        String seriesId,
        String frequency,
        int seasonLength,
        Instant start,
        long stepMillis,
        String timezone,
        Double[] values) {

    /// @param observations after fixes, one a time
    static SeriesLine of(SeriesEntry entry, Observations observations, ZoneId zone) {
        Grid grid = Grid.of(entry.frequency(), observations, zone);
        Double[] values = new Double[grid.values().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.isNaN(grid.values()[i]) ? null : grid.values()[i];
        }
        return new SeriesLine(
                entry.ordinal(),
                entry.seriesId(),
                entry.frequency(),
                entry.seasonLength(),
                grid.start(),
                entry.usualStep(),
                zone.getId(),
                values);
    }
}
