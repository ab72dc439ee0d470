package dev.almanac.forecast.series;

import dev.almanac.engine.AutoForecaster;
import dev.almanac.engine.Forecast;
import dev.almanac.engine.Watch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// Runs the engine on one series. What the engine refuses is told in the answer, not thrown: one bad series never stops
/// the others.
public final class SeriesForecaster {

    private SeriesForecaster() {}

    /// @throws java.util.concurrent.CancellationException when `watch` says so
    public static SeriesForecast forecast(SeriesInput series, ForecastOptions options, Watch watch) {
        try {
            return of(series, AutoForecaster.forecast(series.values(), options.task(series), watch));
        } catch (IllegalArgumentException e) {
            return SeriesForecast.failed(series.id(), "The series " + e.getMessage());
        }
    }

    static SeriesForecast of(SeriesInput series, AutoForecaster.Result result) {
        return new SeriesForecast(
                series.id(),
                result.model(),
                series.frequency(),
                series.timesAhead(result.forecast().horizon()),
                result.forecast().mean(),
                intervals(result.forecast()),
                result.components(),
                fit(series, result),
                null);
    }

    private static SeriesForecast.Fit fit(SeriesInput series, AutoForecaster.Result result) {
        return new SeriesForecast.Fit(
                result.fitted().description(),
                series.values().length,
                result.seasonLength(),
                new TreeMap<>(result.fitted().parameters()),
                gain(result),
                result.calibration(),
                result.scores().stream().map(SeriesForecast.Score::of).toList());
    }

    private static Double gain(AutoForecaster.Result result) {
        Double own = mase(result, result.model());
        Double naive = mase(result, SeriesForecast.NAIVE);
        return own == null || naive == null || naive == 0 ? null : 1 - own / naive;
    }

    private static Double mase(AutoForecaster.Result result, String model) {
        return result.scores().stream()
                .filter(score -> score.model().equals(model) && score.error() == null)
                .map(score -> score.accuracy().mase())
                .findFirst()
                .orElse(null);
    }

    private static Map<String, SeriesForecast.Interval> intervals(Forecast forecast) {
        Map<String, SeriesForecast.Interval> intervals = new LinkedHashMap<>();
        for (int i = 0; i < forecast.levels().length; i++) {
            intervals.put(
                    Forecast.levelName(forecast.levels()[i]),
                    new SeriesForecast.Interval(forecast.lower()[i], forecast.upper()[i]));
        }
        return intervals;
    }
}
