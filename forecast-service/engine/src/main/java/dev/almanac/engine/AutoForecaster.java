package dev.almanac.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Forecasts a series with the mean of a pool of diverse methods, or with the one that is named, and scores all of them
/// by rolling-origin backtest.
///
/// The pool: ETS, Theta and ARIMA; from twelve seasons a cycle also MSTL; from 24, where ETS has too many states, MSTL
/// and ARIMA. The plain mean, because choosing or weighting by a few windows of one series follows chance: over public
/// series it was worse than the mean of all (see the engine's README).
public final class AutoForecaster {

    /// Names this engine in receipts: the same version, input and seed give the same bytes.
    public static final String ENGINE_VERSION = "2";

    private static final int LONG_SEASON = 24;
    private static final int MONTHS = 12;
    private static final int DEFAULT_WINDOWS = 3;

    private AutoForecaster() {}

    /// What to forecast.
    ///
    /// @param model `auto`, or the name of a method
    /// @param windows of the backtest; 0 for as many as the series allows, at most three
    /// @param levels percent
    public record Task(int horizon, int seasonLength, String model, int windows, double... levels) {}

    /// A forecast, how it was chosen, and what the alternatives achieved.
    ///
    /// @param scores best first; empty when the series is too short for a backtest
    public record Result(String model, FittedModel fitted, Forecast forecast, List<Backtest.Score> scores) {}

    /// The names that [Task#model] takes.
    public static List<String> methods() {
        return List.of("auto", "ets", "theta", "arima", "mstl", "seasonal_naive", "ets+theta");
    }

    /// @param values NaN where missing
    /// @param cancelled asked between fits
    /// @throws IllegalArgumentException says what the series lacks
    /// @throws java.util.concurrent.CancellationException when `cancelled` answers true
    public static Result forecast(double[] values, Task task, BooleanSupplier cancelled) {
        double[] y = Gaps.fill(values);
        if (y.length < 3) {
            throw new IllegalArgumentException("needs at least 3 observations, has " + y.length);
        }
        Observations.requireUsable(y, 3);
        int season = y.length > 2 * task.seasonLength() ? task.seasonLength() : 1;
        List<Forecaster> candidates = candidates(season, y.length);
        List<Backtest.Score> scores = backtest(y, task, season, candidates, cancelled);
        Forecaster chosen =
                "auto".equals(task.model()) ? candidates.getFirst() : named(candidates, task.model(), y.length);
        FittedModel fitted = chosen.fit(y);
        Forecast forecast = fitted.forecast(task.horizon(), task.levels());
        boolean neverNegative = Observations.minimum(y) >= 0;
        return new Result(chosen.name(), fitted, neverNegative ? forecast.atLeast(0) : forecast, scores);
    }

    /// The pool's mean first, then everything else that the series is long enough for.
    private static List<Forecaster> candidates(int season, int n) {
        List<Forecaster> all = new ArrayList<>(List.of(
                new MeanOf(pool(season, n)),
                new MeanOf(List.of(new Ets(season), new Theta(season))),
                new Ets(season),
                new Theta(season),
                new Arima(season),
                new SeasonalNaive(season)));
        if (season > 1) {
            all.add(Mstl.of(season, n));
        }
        all.removeIf(method -> method.minimumObservations() > n);
        return all.stream().distinct().toList();
    }

    private static List<Backtest.Score> backtest(
            double[] y, Task task, int season, List<Forecaster> candidates, BooleanSupplier cancelled) {
        int wanted = task.windows() > 0 ? task.windows() : DEFAULT_WINDOWS;
        int needed = Math.max(2 * season + 3, 6);
        for (int windows = wanted; windows >= 1; windows--) {
            Backtest backtest = new Backtest(windows, task.horizon(), 1, season);
            if (backtest.firstTraining(y.length) >= needed) {
                return backtest.run(y, candidates, cancelled);
            }
        }
        return List.of();
    }

    private static List<Forecaster> pool(int season, int n) {
        if (season >= LONG_SEASON) {
            return List.of(Mstl.of(season, n), new Arima(season));
        }
        List<Forecaster> pool = new ArrayList<>(List.of(new Ets(season), new Theta(season), new Arima(season)));
        if (season >= MONTHS) {
            pool.add(Mstl.of(season, n));
        }
        return pool;
    }

    private static Forecaster named(List<Forecaster> candidates, String name, int n) {
        return candidates.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has too few observations for " + name + ": " + n));
    }
}
