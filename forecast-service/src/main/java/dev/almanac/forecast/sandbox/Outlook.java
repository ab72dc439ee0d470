package dev.almanac.forecast.sandbox;

import dev.almanac.engine.AutoForecaster;
import dev.almanac.engine.Forecast;
import dev.almanac.engine.Watch;
import dev.almanac.forecast.job.ModelChoice;
import dev.almanac.forecast.series.SeriesInput;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What one price is expected to do within the horizon.
///
/// @param risk probability that it passes the limit at any step
/// @param saving expected, against paying the limit all the time
record Outlook(String name, String model, double current, double risk, double saving, Forecast forecast) {

    private static final double[] LEVELS = {20, 50, 80, 90, 95, 99};

    /// @param model of the lab, or `auto`
    /// @param hours of one step
    /// @throws IllegalArgumentException says what the series lacks
    static Outlook of(
            SeriesInput prices, ModelChoice.Chosen model, int horizon, double limit, double hours, Watch watch) {
        var task = new AutoForecaster.Task(
                horizon,
                prices.usableSeason(),
                model.model(),
                model.windows() == null ? 0 : model.windows(),
                Boolean.TRUE.equals(model.robust()),
                null,
                LEVELS);
        AutoForecaster.Result result = AutoForecaster.forecast(prices.values(), task, watch);
        Forecast forecast = result.forecast();
        double saving = Arrays.stream(forecast.mean())
                .map(price -> (limit - price) * hours)
                .sum();
        double[] y = result.used();
        return new Outlook(
                prices.id(),
                result.model(),
                y[y.length - 1],
                PricePath.probabilityAbove(limit, forecast, y),
                saving,
                forecast);
    }

    /// Bounds by probability, such as `0.1` for what is passed downwards in one case of ten.
    Map<String, double[]> quantiles() {
        Map<String, double[]> quantiles = new LinkedHashMap<>();
        for (int i = LEVELS.length - 1; i >= 0; i--) {
            quantiles.put(probability(0.5 - LEVELS[i] / 200), forecast.lower()[i]);
        }
        for (int i = 0; i < LEVELS.length; i++) {
            quantiles.put(probability(0.5 + LEVELS[i] / 200), forecast.upper()[i]);
        }
        return quantiles;
    }

    private static String probability(double p) {
        return Double.toString(Math.round(p * 1_000) / 1_000.0);
    }
}
