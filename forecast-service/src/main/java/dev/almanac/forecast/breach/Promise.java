package dev.almanac.forecast.breach;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.series.SeriesForecast;
import dev.almanac.forecast.series.SeriesInput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a forecast said of one series: its widest interval, one a step ahead.
///
/// @param ordinal of the series in the forecast
/// @param level percent
record Promise(int ordinal, String series, double level, List<Instant> times, double[] lo, double[] hi) {

    /// A result as it is stored; empty for a series that has no forecast, or no times by which to find its values.
    static Optional<Promise> of(int ordinal, String series, String body, ObjectMapper json) {
        SeriesForecast stored;
        try {
            stored = json.readValue(body, SeriesForecast.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored forecast is damaged", e);
        }
        return stored.times() == null || stored.intervals() == null
                ? Optional.empty()
                : stored.intervals().keySet().stream()
                        .max(Comparator.comparingDouble(Double::parseDouble))
                        .map(widest -> new Promise(
                                ordinal,
                                series,
                                Double.parseDouble(widest),
                                stored.times(),
                                stored.intervals().get(widest).lo(),
                                stored.intervals().get(widest).hi()));
    }

    /// What of it is known by now.
    ///
    /// @param arrived values that there are for the steps ahead
    /// @param outside those of them that lie outside
    record Kept(int arrived, List<Breach> outside) {}

    /// One value outside the interval.
    ///
    /// @param step ahead, from 0
    record Breach(int ordinal, int step, String series, Instant at, double value, double lo, double hi) {}

    Kept compare(SeriesInput actual) {
        int arrived = 0;
        List<Breach> outside = new ArrayList<>();
        for (int step = 0; step < times.size(); step++) {
            double value = value(actual, times.get(step));
            if (!Double.isNaN(value)) {
                arrived++;
                if (value < lo[step] || value > hi[step]) {
                    outside.add(new Breach(ordinal, step, series, times.get(step), value, lo[step], hi[step]));
                }
            }
        }
        return new Kept(arrived, outside);
    }

    /// The value at a time, found by halving: a calendar's steps differ in length, but their times grow. NaN for none.
    private static double value(SeriesInput actual, Instant at) {
        int from = 0;
        int end = actual.start() == null ? 0 : actual.values().length;
        while (from < end) {
            int middle = (from + end) >>> 1;
            int order = actual.time(middle).compareTo(at);
            if (order == 0) {
                return actual.values()[middle];
            }
            if (order < 0) {
                from = middle + 1;
            } else {
                end = middle;
            }
        }
        return Double.NaN;
    }
}
