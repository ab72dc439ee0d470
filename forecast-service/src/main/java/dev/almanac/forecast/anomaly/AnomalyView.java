package dev.almanac.forecast.anomaly;

import dev.almanac.engine.AnomalyDetector;
import dev.almanac.engine.Watch;
import dev.almanac.forecast.job.Cost;
import dev.almanac.forecast.series.SeriesInput;
import java.time.Instant;
import java.util.List;

/// What does not fit.
public record AnomalyView(String engineVersion, double level, List<Series> series, Cost cost) {

    /// One series.
    ///
    /// @param seasonLength given, or found
    /// @param observations looked at, missing ones left out
    /// @param error why it could not be looked at; then only `id` is present beside it
    public record Series(
            String id,
            String frequency,
            Integer seasonLength,
            Integer observations,
            List<Anomaly> anomalies,
            String error) {

        static Series of(SeriesInput series, double level, Watch watch) {
            try {
                var report = AnomalyDetector.find(series.values(), series.usableSeason(), level, watch);
                List<Anomaly> anomalies = report.anomalies().stream()
                        .map(anomaly -> Anomaly.of(series, anomaly))
                        .toList();
                return new Series(
                        series.id(), series.frequency(), report.seasonLength(), report.observed(), anomalies, null);
            } catch (IllegalArgumentException e) {
                return new Series(series.id(), null, null, null, null, "The series " + e.getMessage());
            }
        }
    }

    /// One observation.
    ///
    /// @param index place in the series, from 0
    /// @param time absent for series without times
    /// @param expected one step ahead; `lo` and `hi` the band around it
    /// @param score distance in standard deviations
    /// @param levelShift whether the series stayed at the new level
    public record Anomaly(
            int index,
            Instant time,
            double value,
            double expected,
            double lo,
            double hi,
            double score,
            boolean levelShift) {

        static Anomaly of(SeriesInput series, AnomalyDetector.Anomaly found) {
            return new Anomaly(
                    found.index(),
                    series.time(found.index()),
                    found.value(),
                    found.expected(),
                    found.lower(),
                    found.upper(),
                    found.score(),
                    found.levelShift());
        }
    }
}
