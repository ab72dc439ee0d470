package dev.almanac.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The way in: forecasts one series with the method that is named, or with `auto`, and calibrates its intervals by
/// rolling origins.
///
/// `auto` looks at the series ([Profile]), joins the pool of methods that suits it ([Pool]), leaves out those that
/// failed
/// at the last origins ([Tried]) and widens or narrows the intervals by how far values fell from what was promised.
public final class AutoForecaster {

    /// Names this engine in receipts: the same version, input and seed give the same bytes.
    public static final String ENGINE_VERSION = "3";

    /// The method that chooses.
    public static final String AUTO = "auto";

    private static final double PRIOR_WINDOWS = 10;
    private static final double LARGEST_SPREAD = 9;

    private AutoForecaster() {}

    /// What to forecast.
    ///
    /// @param seasonLength 1 where none is known; `auto` then looks for one
    /// @param model `auto`, or the name of a method
    /// @param windows of the backtest; 0 for as many as the series allows, at most three
    /// @param robust whether outliers and level shifts are taken out first
    /// @param regressors null for none
    /// @param levels percent
    public record Task(
            int horizon,
            int seasonLength,
            String model,
            int windows,
            boolean robust,
            Regressors regressors,
            double... levels) {

        /// A plain one.
        public Task(int horizon, int seasonLength, String model, int windows, double... levels) {
            this(horizon, seasonLength, model, windows, false, null, levels);
        }
    }

    /// A forecast, how it was made, and what the alternatives achieved.
    ///
    /// @param scores best first; empty when the series is too short for a backtest
    /// @param calibration what the half-widths of the intervals were multiplied by
    /// @param seasonLength that was used: the one given, or the one found
    /// @param used the observations, without gaps
    /// @param components parts that add up to the expected values, shape `[horizon]` each
    public record Result(
            String model,
            FittedModel fitted,
            Forecast forecast,
            List<Backtest.Score> scores,
            double calibration,
            int seasonLength,
            double[] used,
            Map<String, double[]> components) {

        /// One step ahead over the observations used, NaN where nothing was expected yet.
        public double[] errors() {
            return Observations.less(used, fitted.expected());
        }
    }

    /// The names that [Task#model] takes.
    public static List<String> methods() {
        List<String> names = new ArrayList<>(List.of(AUTO));
        names.addAll(Method.names());
        return List.copyOf(names);
    }

    /// @param values NaN where missing
    /// @throws IllegalArgumentException says what the series lacks
    /// @throws java.util.concurrent.CancellationException when `watch` says so
    public static Result forecast(double[] values, Task task, Watch watch) {
        return Cancellation.heeding(watch, () -> forecast(values, task));
    }

    private static Result forecast(double[] values, Task task) {
        Prepared series = Prepared.of(values, task.seasonLength(), task.robust(), task.regressors());
        double[] y = series.y();
        if (series.regressors() != null) {
            series.regressors().requireUpTo(y.length + task.horizon());
        }
        Forecaster method = series.method(task.model());
        if (method.minimumObservations() > y.length) {
            throw new IllegalArgumentException("needs at least %d observations for %s, has %d"
                    .formatted(method.minimumObservations(), task.model(), y.length));
        }
        Tried tried = AUTO.equals(task.model()) ? Tried.automatic(series, task) : Tried.named(series, task, method);
        Forecaster chosen = tried.chosen();
        String name = tried.name();
        List<Backtest.Score> scores = tried.scores();
        double calibration = chosen instanceof Intermittent ? 1 : calibration(scores, name);
        FittedModel fitted = chosen.fit(y);
        Forecast plain = fitted.forecast(task.horizon(), task.levels()).widened(calibration);
        Forecast forecast = GuardRail.of(y).keep(plain);
        return new Result(
                name,
                fitted,
                forecast,
                scores,
                calibration,
                series.seasonLength(),
                y,
                Explanation.of(y, fitted, series.seasonLength(), forecast.mean()));
    }

    /// Scores methods by rolling origins, best first; the seasonal naive method is always among them.
    ///
    /// @param models names; `auto` too
    /// @throws IllegalArgumentException says what the series lacks
    public static List<Backtest.Score> leaderboard(
            double[] values, Backtest backtest, List<String> models, Regressors regressors, Watch watch) {
        return Cancellation.heeding(watch, () -> leaderboard(values, backtest, models, regressors));
    }

    private static List<Backtest.Score> leaderboard(
            double[] values, Backtest backtest, List<String> models, Regressors regressors) {
        Prepared series = Prepared.of(values, backtest.seasonLength(), false, regressors);
        int training = backtest.firstTraining(series.y().length);
        if (training < 3) {
            throw new IllegalArgumentException("needs at least %d observations for %d windows of %d steps, has %d"
                    .formatted(
                            series.y().length - training + 3,
                            backtest.windows(),
                            backtest.horizon(),
                            series.y().length));
        }
        Forecaster yardstick = new SeasonalNaive(series.seasonLength());
        List<String> names = new ArrayList<>(models);
        if (!models.contains(yardstick.name())) {
            names.add(yardstick.name());
        }
        Backtest.Origins origins = backtest.with(series.seasonLength()).origins(series.y());
        return names.stream()
                .distinct()
                .map(model -> score(origins, series, model, backtest.horizon()))
                .sorted(Comparator.comparingDouble(Backtest.Score::sortKey))
                .toList();
    }

    private static Backtest.Score score(Backtest.Origins origins, Prepared series, String model, int horizon) {
        Forecaster method;
        try {
            method = AUTO.equals(model)
                    ? new Automatic(series.seasonLength(), horizon, series.regressors())
                    : series.method(model);
        } catch (IllegalArgumentException e) {
            return Backtest.Score.failed(model, e.getMessage());
        }
        return origins.score(method, model);
    }

    /// Windows of the series itself against ten of a series as promised, because few windows say little.
    private static double calibration(List<Backtest.Score> scores, String model) {
        double sum = PRIOR_WINDOWS;
        double count = PRIOR_WINDOWS;
        for (Backtest.Score score : scores) {
            if (score.model().equals(model)) {
                for (Accuracy window : score.windows()) {
                    sum += Math.min(window.spread(), LARGEST_SPREAD);
                    count++;
                }
            }
        }
        return Math.sqrt(sum / count);
    }
}
