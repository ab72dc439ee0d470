package dev.almanac.engine;

import java.util.ArrayList;
import java.util.List;

/// Observations outside the band that a robust model promised one step before, and lasting changes of level.
///
/// The model is an ARIMA that outliers found on the way no longer disturb (see [Interventions]); the band is normal,
/// with the deviation from the median, on the logarithmic scale where the series fits better there.
public final class AnomalyDetector {

    private AnomalyDetector() {}

    /// @param index place in the series as given
    /// @param expected one step ahead, unit of the series; `lower` and `upper` the band around it
    /// @param score distance from the expectation in standard deviations
    /// @param levelShift whether the series stayed at the new level
    public record Anomaly(
            int index, double value, double expected, double lower, double upper, double score, boolean levelShift) {}

    /// @param observed observations, missing ones left out
    /// @param seasonLength given or found; 1 for none
    public record Report(int observed, int seasonLength, List<Anomaly> anomalies) {}

    /// @param values NaN where missing
    /// @param level percent of ordinary observations inside the band, in (0, 100)
    /// @throws IllegalArgumentException says what the series lacks
    /// @throws java.util.concurrent.CancellationException when `watch` says so
    public static Report find(double[] values, int seasonLength, double level, Watch watch) {
        return Cancellation.heeding(watch, () -> find(values, seasonLength, level));
    }

    static Report find(double[] values, int seasonLength, double level) {
        Cancellation.check();
        Prepared series = Prepared.of(values, seasonLength, false, null);
        int lead = Gaps.leading(values);
        Interventions.Found found = Interventions.find(series.y(), series.seasonLength());
        double z = Normal.quantile(0.5 + level / 200);
        List<Anomaly> anomalies = new ArrayList<>();
        int observed = 0;
        for (int t = 0; t < series.y().length; t++) {
            boolean missing = Double.isNaN(values[lead + t]);
            observed += missing ? 0 : 1;
            if (!missing && !Double.isNaN(found.expected()[t]) && found.deviation() > 0) {
                Anomaly anomaly = anomaly(found, t, lead, z);
                if (anomaly.score() > z) {
                    anomalies.add(anomaly);
                }
            }
        }
        return new Report(observed, series.seasonLength(), List.copyOf(anomalies));
    }

    private static Anomaly anomaly(Interventions.Found found, int t, int lead, double z) {
        double value = found.y()[t];
        double expected = found.expected()[t];
        double half = z * found.deviation();
        boolean shift = found.events().stream()
                .anyMatch(event -> event.time() == t && event.kind() == Interventions.Kind.LEVEL_SHIFT);
        if (found.logs()) {
            double distance = StrictMath.log(value) - StrictMath.log(expected);
            double factor = StrictMath.exp(half);
            return new Anomaly(
                    lead + t,
                    value,
                    expected,
                    expected / factor,
                    expected * factor,
                    Math.abs(distance) / found.deviation(),
                    shift);
        }
        double score = Math.abs(value - expected) / found.deviation();
        return new Anomaly(lead + t, value, expected, expected - half, expected + half, score, shift);
    }
}
