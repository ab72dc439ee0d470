package dev.almanac.forecast.series;

import dev.almanac.engine.AutoForecaster;
import dev.almanac.engine.Forecast;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// Runs the engine on one series. What the engine refuses is told in the answer, not thrown: one bad series never stops
/// the others.
public final class SeriesForecaster {

    private SeriesForecaster() {}

    /// @throws java.util.concurrent.CancellationException when `cancelled` answers true
    public static SeriesForecast forecast(SeriesInput series, ForecastOptions options, BooleanSupplier cancelled) {
        try {
            var result = AutoForecaster.forecast(series.values(), options.task(series.seasonLength()), cancelled);
            return new SeriesForecast(
                    series.id(),
                    result.model(),
                    series.frequency(),
                    series.timesAhead(options.horizon()),
                    result.forecast().mean(),
                    intervals(result.forecast()),
                    fit(series, result),
                    null);
        } catch (IllegalArgumentException e) {
            return SeriesForecast.failed(series.id(), "The series " + e.getMessage());
        }
    }

    private static SeriesForecast.Fit fit(SeriesInput series, AutoForecaster.Result result) {
        return new SeriesForecast.Fit(
                result.fitted().description(),
                series.values().length,
                series.seasonLength(),
                new TreeMap<>(result.fitted().parameters()),
                result.scores().stream().map(SeriesForecast.Score::of).toList());
    }

    private static Map<String, SeriesForecast.Interval> intervals(Forecast forecast) {
        Map<String, SeriesForecast.Interval> intervals = new LinkedHashMap<>();
        for (int i = 0; i < forecast.levels().length; i++) {
            intervals.put(
                    levelName(forecast.levels()[i]),
                    new SeriesForecast.Interval(forecast.lower()[i], forecast.upper()[i]));
        }
        return intervals;
    }

    /// `80` for 80.0, `97.5` for 97.5.
    public static String levelName(double level) {
        return level == Math.rint(level) ? Long.toString((long) level) : Double.toString(level);
    }
}
