package dev.almanac.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The method that is used, and what it and its alternatives achieved at the last origins.
///
/// @param name as it is shown
/// @param scores best first; empty when the series is too short
record Tried(Forecaster chosen, String name, List<Backtest.Score> scores) {

    private static final int DEFAULT_WINDOWS = 3;
    private static final int LEAST_WINDOWS = 2;
    /// Below this a few windows say more about chance than about the methods.
    private static final int LONG = 100;
    private static final double HOPELESS = 2;
    private static final int KEPT = 3;

    /// A method that was asked for.
    static Tried named(Prepared series, AutoForecaster.Task task, Forecaster method) {
        Backtest backtest = backtest(series, task);
        if (backtest == null) {
            return new Tried(method, task.model(), List.of());
        }
        Backtest.Origins origins = backtest.origins(series.y());
        List<Backtest.Score> scores = new ArrayList<>();
        for (Forecaster each : series.withYardstick(List.of(method))) {
            scores.add(origins.score(each, each == method ? task.model() : each.name()));
        }
        return new Tried(method, task.model(), sorted(scores));
    }

    /// The pool that suits the series. In a long one, members whose error is more than twice the least are left out.
    static Tried automatic(Prepared series, AutoForecaster.Task task) {
        Forecaster pool = series.method(AutoForecaster.AUTO);
        Backtest backtest = backtest(series, task);
        if (backtest == null) {
            return new Tried(pool, pool.name(), List.of());
        }
        Backtest.Origins origins = backtest.origins(series.y());
        List<Backtest.Score> scores = new ArrayList<>();
        for (Forecaster method : series.withYardstick(series.members())) {
            scores.add(origins.score(method, method.name()));
        }
        boolean telling = series.y().length >= LONG && backtest.windows() >= LEAST_WINDOWS;
        Forecaster chosen = telling ? series.without(hopeless(series.members(), scores)) : pool;
        scores.removeIf(score -> score.model().equals(chosen.name()));
        scores.add(origins.score(chosen, chosen.name()));
        return new Tried(chosen, chosen.name(), sorted(scores));
    }

    /// Those far behind the best; the best three stay in any case.
    private static List<Forecaster> hopeless(List<Forecaster> members, List<Backtest.Score> scores) {
        double[] errors = new double[members.size()];
        for (int i = 0; i < errors.length; i++) {
            errors[i] = scores.get(i).sortKey();
        }
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        List<Forecaster> hopeless = new ArrayList<>();
        for (int i = 0; i < errors.length; i++) {
            boolean amongTheBest = errors[i] <= sorted[Math.min(KEPT, sorted.length) - 1];
            if (!amongTheBest && errors[i] > HOPELESS * sorted[0]) {
                hopeless.add(members.get(i));
            }
        }
        return hopeless;
    }

    private static List<Backtest.Score> sorted(List<Backtest.Score> scores) {
        return scores.stream()
                .sorted(Comparator.comparingDouble(Backtest.Score::sortKey))
                .toList();
    }

    /// With as many windows as wanted, or as fit; null when not one does.
    private static Backtest backtest(Prepared series, AutoForecaster.Task task) {
        int wanted = task.windows() > 0 ? task.windows() : DEFAULT_WINDOWS;
        int needed = Math.max(2 * series.seasonLength() + 3, 6);
        for (int windows = wanted; windows >= 1; windows--) {
            Backtest backtest = new Backtest(windows, task.horizon(), 1, series.seasonLength());
            if (backtest.firstTraining(series.y().length) >= needed) {
                return backtest;
            }
        }
        return null;
    }
}
