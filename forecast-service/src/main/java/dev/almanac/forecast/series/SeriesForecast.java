package dev.almanac.forecast.series;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.almanac.engine.Accuracy;
import dev.almanac.engine.Backtest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The forecast of one series as the API answers it and the log seals it.
///
/// @param times of the steps ahead; absent for series without times
/// @param mean one a step ahead
/// @param intervals by level, such as `"80"`
/// @param components parts that add up to the mean: level, trend, season, regressors; those that there are
/// @param error why there is no forecast; then only `id` is present beside it
public record SeriesForecast(
        String id,
        String model,
        String frequency,
        List<Instant> times,
        double[] mean,
        Map<String, Interval> intervals,
        Map<String, double[]> components,
        Fit fit,
        String error) {

    static final String NAIVE = "seasonal_naive";

    static SeriesForecast failed(String id, String reason) {
        return new SeriesForecast(id, null, null, null, null, null, null, null, reason);
    }

    /// The backtest of a method; null when there is none.
    @JsonIgnore
    public Score score(String method) {
        return fit == null
                ? null
                : fit.backtest().stream()
                        .filter(score -> score.model().equals(method) && score.error() == null)
                        .findFirst()
                        .orElse(null);
    }

    /// The backtest of the method that every forecast is compared with; null when there is none.
    @JsonIgnore
    public Score naiveScore() {
        return score(NAIVE);
    }

    /// Bounds of a central prediction interval, one a step ahead.
    public record Interval(double[] lo, double[] hi) {}

    /// How the method came to be.
    ///
    /// @param description the variant, such as `ETS(M,Ad,M)`
    /// @param gain share of the seasonal naive method's backtest error that is saved; absent without a backtest
    /// @param calibration what the intervals were widened by after the backtest
    /// @param backtest of every candidate, best first; empty for a series too short for one
    public record Fit(
            String description,
            int observations,
            int seasonLength,
            Map<String, Double> parameters,
            Double gain,
            double calibration,
            List<Score> backtest) {}

    /// What a method achieved over the last origins, see [dev.almanac.engine.Accuracy]; the numbers are absent where
    /// `error` says why.
    public record Score(
            String model,
            Double mase,
            Double rmsse,
            Double smape,
            Double mae,
            Double rmse,
            Double bias,
            Double msis,
            Double coverage,
            Double crps,
            String error) {

        /// Without the time it took, which no two runs have in common.
        public static Score of(Backtest.Score score) {
            if (score.error() != null) {
                return new Score(score.model(), null, null, null, null, null, null, null, null, null, score.error());
            }
            Accuracy accuracy = score.accuracy();
            return new Score(
                    score.model(),
                    accuracy.mase(),
                    accuracy.rmsse(),
                    accuracy.smape(),
                    accuracy.mae(),
                    accuracy.rmse(),
                    accuracy.bias(),
                    accuracy.msis(),
                    accuracy.coverage(),
                    accuracy.crps(),
                    null);
        }
    }
}
