package dev.almanac.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Chooses a method for a series by rolling-origin backtest and forecasts with it.
///
/// Candidates are the mean of ETS and Theta, each alone, and the seasonal naive method. The mean wins unless another is
/// better by more than five percent: small differences over a few windows are chance, and the mean is the safer choice.
public final class AutoForecaster {

    /// Names this engine in receipts: the same version, input and seed give the same bytes.
    public static final String ENGINE_VERSION = "1";

    private static final double MARGIN = 0.95;
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
        return List.of("auto", "ets", "theta", "seasonal_naive", "ets+theta");
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
                "auto".equals(task.model()) ? choose(candidates, scores) : named(candidates, task.model(), y.length);
        FittedModel fitted = chosen.fit(y);
        Forecast forecast = fitted.forecast(task.horizon(), task.levels());
        boolean neverNegative = Observations.minimum(y) >= 0;
        return new Result(chosen.name(), fitted, neverNegative ? forecast.atLeast(0) : forecast, scores);
    }

    private static List<Forecaster> candidates(int season, int n) {
        List<Forecaster> all = List.of(
                new MeanOf(List.of(new Ets(season), new Theta(season))),
                new Ets(season),
                new Theta(season),
                new SeasonalNaive(season));
        List<Forecaster> possible = new ArrayList<>(all);
        possible.removeIf(method -> method.minimumObservations() > n);
        return possible;
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

    private static Forecaster choose(List<Forecaster> candidates, List<Backtest.Score> scores) {
        Forecaster preferred = candidates.getFirst();
        if (scores.isEmpty() || scores.getFirst().error() != null) {
            return preferred;
        }
        Backtest.Score best = scores.getFirst();
        double own = scores.stream()
                .filter(score -> score.model().equals(preferred.name()))
                .mapToDouble(Backtest.Score::sortKey)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
        return best.mase() < MARGIN * own ? named(candidates, best.model(), Integer.MAX_VALUE) : preferred;
    }

    private static Forecaster named(List<Forecaster> candidates, String name, int n) {
        return candidates.stream()
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has too few observations for " + name + ": " + n));
    }
}
