package dev.almanac.data.dataset;

import dev.almanac.data.series.SeriesEntry;
import dev.almanac.reader.Frequency;
import java.time.Instant;

/// One series of a dataset without its observations.
public record SeriesSummary(String seriesId, Frequency frequency, long observations, Instant first, Instant last) {

    static SeriesSummary of(SeriesEntry entry) {
        return new SeriesSummary(
                entry.seriesId(),
                new Frequency(entry.frequency(), entry.seasonLength()),
                entry.observations(),
                entry.first(),
                entry.last());
    }
}
