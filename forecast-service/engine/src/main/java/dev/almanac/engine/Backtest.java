package dev.almanac.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rolling-origin evaluation: the last `windows` origins, `step` apart, each forecast `horizon` steps ahead from what
/// was known then, with every method fitted anew. Scaled measures use the first training part.
/// Source: Tashman (2000), doi:10.1016/S0169-2070(00)00065-0.
public record Backtest(int windows, int horizon, int step, int seasonLength) {

    public Backtest {
        if (windows < 1 || horizon < 1 || step < 1 || seasonLength < 1) {
            throw new IllegalArgumentException("windows, horizon, step and season length must be at least 1");
        }
    }

    /// What a method achieved.
    ///
    /// @param accuracy over all windows; null where `error` says why
    /// @param windows oldest first
    /// @param cpuMillis of fitting and forecasting; a combination's is that of its members
    public record Score(String model, Accuracy accuracy, List<Accuracy> windows, double cpuMillis, String error) {

        static Score failed(String model, String reason) {
            return new Score(model, null, List.of(), 0, reason);
        }

        double sortKey() {
            return error == null ? accuracy.mase() : Double.POSITIVE_INFINITY;
        }
    }

    /// The length of the first training part for a series of `n`, which may be too short to use.
    public int firstTraining(int n) {
        return n - horizon - (windows - 1) * step;
    }

    Backtest with(int newSeasonLength) {
        return new Backtest(windows, horizon, step, newSeasonLength);
    }

    /// Scores each method, best first; one that fails stays in the list with its reason, behind the others.
    List<Score> run(double[] y, List<Forecaster> methods) {
        Origins origins = origins(y);
        return methods.stream()
                .map(method -> origins.score(method, method.name()))
                .sorted(Comparator.comparingDouble(Score::sortKey))
                .toList();
    }

    Origins origins(double[] y) {
        return new Origins(y);
    }

    /// The origins of one series; every method is fitted at most once at each.
    final class Origins {
        private final double[] y;
        private final int first;
        private final List<Fits> fits = new ArrayList<>();

        private Origins(double[] y) {
            this.y = y;
            this.first = firstTraining(y.length);
            for (int window = 0; window < windows; window++) {
                fits.add(new Fits(Arrays.copyOf(y, first + window * step), horizon));
            }
        }

        Score score(Forecaster method, String name) {
            if (first < method.minimumObservations()) {
                return Score.failed(
                        name,
                        "needs %d observations before the first window, has %d"
                                .formatted(method.minimumObservations(), first));
            }
            Accuracy.Sums all = new Accuracy.Sums(y, first, seasonLength);
            List<Accuracy> each = new ArrayList<>();
            long nanos = 0;
            try {
                for (Fits fit : fits) {
                    Timed timed = fit.forecast(method);
                    nanos += timed.nanos();
                    all.add(y, fit.training.length, timed.forecast());
                    Accuracy.Sums window = new Accuracy.Sums(y, first, seasonLength);
                    window.add(y, fit.training.length, timed.forecast());
                    each.add(window.mean());
                }
            } catch (IllegalArgumentException e) {
                return Score.failed(name, e.getMessage());
            }
            return new Score(name, all.mean(), List.copyOf(each), nanos / 1e6, null);
        }
    }

    private record Timed(Forecast forecast, long nanos) {}

    /// The forecasts from one origin; a combination takes those of its members instead of fitting them again.
    private static final class Fits {
        private final double[] training;
        private final int horizon;
        private final Map<Forecaster, Timed> known = new HashMap<>();

        Fits(double[] training, int horizon) {
            this.training = training;
            this.horizon = horizon;
        }

        Timed forecast(Forecaster method) {
            Timed found = known.get(method);
            if (found == null) {
                found = method instanceof Combination combination ? combined(combination) : fitted(method);
                known.put(method, found);
            }
            return found;
        }

        private Timed combined(Combination combination) {
            List<Timed> members =
                    combination.members().stream().map(this::forecast).toList();
            Forecast forecast = combination.combine(
                    members.stream().map(Timed::forecast).toList(),
                    combination.weights(training),
                    training.length,
                    horizon,
                    Accuracy.LEVELS);
            return new Timed(forecast, members.stream().mapToLong(Timed::nanos).sum());
        }

        private Timed fitted(Forecaster method) {
            Cancellation.check();
            Watch watch = Cancellation.watch();
            long start = watch.cpuNanos();
            Forecast forecast = method.fit(training).forecast(horizon, Accuracy.LEVELS);
            return new Timed(forecast, watch.cpuNanos() - start);
        }
    }
}
