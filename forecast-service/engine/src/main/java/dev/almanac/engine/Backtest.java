package dev.almanac.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

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

    /// Without a clock and without an end.
    List<Score> run(double[] y, List<Forecaster> methods) {
        return run(y, methods, Map.of(), Watch.NONE);
    }

    /// Scores each method, best first; one that fails stays in the list with its reason, behind the others.
    ///
    /// @param names for methods that are to be called otherwise than they call themselves
    /// @param watch asked before each fit
    /// @throws CancellationException when it is cancelled
    public List<Score> run(double[] y, List<Forecaster> methods, Map<Forecaster, String> names, Watch watch) {
        int first = firstTraining(y.length);
        Map<Forecaster, Record> records = new LinkedHashMap<>();
        methods.forEach(method -> records.put(method, new Record(y, first, seasonLength)));
        for (int window = 0; window < windows; window++) {
            int origin = first + window * step;
            Fits fits = new Fits(Arrays.copyOf(y, origin), horizon, watch);
            records.forEach((method, record) -> record.take(method, y, origin, fits));
        }
        return records.entrySet().stream()
                .map(entry -> {
                    Forecaster method = entry.getKey();
                    return entry.getValue().score(names.getOrDefault(method, method.name()), method, first);
                })
                .sorted(Comparator.comparingDouble(Score::sortKey))
                .toList();
    }

    /// How one method does.
    private static final class Record {
        private final double[] y;
        private final int first;
        private final int seasonLength;
        private final Accuracy.Sums all;
        private final List<Accuracy> windows = new ArrayList<>();
        private long nanos;
        private String error;

        Record(double[] y, int first, int seasonLength) {
            this.y = y;
            this.first = first;
            this.seasonLength = seasonLength;
            this.all = new Accuracy.Sums(y, first, seasonLength);
        }

        void take(Forecaster method, double[] actual, int origin, Fits fits) {
            if (error != null) {
                return;
            }
            try {
                Timed timed = fits.forecast(method);
                nanos += timed.nanos();
                all.add(actual, origin, timed.forecast());
                Accuracy.Sums window = new Accuracy.Sums(y, first, seasonLength);
                window.add(actual, origin, timed.forecast());
                windows.add(window.mean());
            } catch (IllegalArgumentException e) {
                error = e.getMessage();
            }
        }

        Score score(String name, Forecaster method, int training) {
            if (error == null) {
                return new Score(name, all.mean(), List.copyOf(windows), nanos / 1e6, null);
            }
            boolean tooShort = training < method.minimumObservations();
            return Score.failed(
                    name,
                    tooShort
                            ? "needs %d observations before the first window, has %d"
                                    .formatted(method.minimumObservations(), training)
                            : error);
        }
    }

    private record Timed(Forecast forecast, long nanos) {}

    /// The forecasts from one origin; a combination takes those of its members instead of fitting them again.
    private static final class Fits {
        private final double[] training;
        private final int horizon;
        private final Watch watch;
        private final Map<Forecaster, Timed> known = new HashMap<>();

        Fits(double[] training, int horizon, Watch watch) {
            this.training = training;
            this.horizon = horizon;
            this.watch = watch;
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
            if (training.length < combination.minimumObservations()) {
                throw new IllegalArgumentException("needs " + combination.minimumObservations() + " observations");
            }
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
            if (watch.cancelled()) {
                throw new CancellationException();
            }
            long start = watch.cpuNanos();
            Forecast forecast = method.fit(training).forecast(horizon, Accuracy.LEVELS);
            return new Timed(forecast, watch.cpuNanos() - start);
        }
    }
}
