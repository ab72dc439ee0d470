package dev.almanac.data.dataset;

import dev.almanac.data.series.SeriesEntry;
import dev.almanac.reader.Frequency;
import dev.almanac.reader.Observations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One series with its observations.
///
/// @param observations pairs of time and value; the value is null where it is missing
public record SeriesView(String seriesId, Frequency frequency, List<List<Object>> observations) {

    static SeriesView of(SeriesEntry entry, Observations stored, Instant from, Instant to) {
        long[] times = stored.times();
        double[] values = stored.values();
        List<List<Object>> pairs = new ArrayList<>();
        for (int i = 0; i < times.length; i++) {
            Instant time = Instant.ofEpochMilli(times[i]);
            if ((from == null || !time.isBefore(from)) && (to == null || time.isBefore(to))) {
                pairs.add(Arrays.asList(time, Double.isNaN(values[i]) ? null : values[i]));
            }
        }
        return new SeriesView(entry.seriesId(), new Frequency(entry.frequency(), entry.seasonLength()), pairs);
    }
}
