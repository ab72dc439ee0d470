package dev.almanac.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/// Rolling-origin evaluation: the last `windows` origins, one step apart, each forecast `horizon` steps ahead from what
/// was known then. MASE scales by the seasonal naive error inside the first training part.
/// Source: Tashman (2000), doi:10.1016/S0169-2070(00)00065-0; Hyndman and Koehler (2006),
/// doi:10.1016/j.ijforecast.2006.03.001.
public record Backtest(int windows, int horizon, int step, int seasonLength) {

    private static final double LEVEL = 95;

    public Backtest {
        if (windows < 1 || horizon < 1 || step < 1 || seasonLength < 1) {
            throw new IllegalArgumentException("windows, horizon, step and season length must be at least 1");
        }
    }

    /// The length of the first training part for a series of `n`, which may be too short to use.
    public int firstTraining(int n) {
        return n - horizon - (windows - 1) * step;
    }

    /// Scores each method, best first; one that fails stays in the list with its reason, behind the others.
    ///
    /// @param cancelled asked before each fit
    /// @throws CancellationException when it answers true
    public List<Score> run(double[] y, List<Forecaster> methods, BooleanSupplier cancelled) {
        int first = firstTraining(y.length);
        Map<Forecaster, Sums> sums = new LinkedHashMap<>();
        Map<Forecaster, Score> failed = new LinkedHashMap<>();
        methods.forEach(method -> sums.put(method, new Sums(scale(y, first))));
        for (int window = 0; window < windows; window++) {
            int origin = first + window * step;
            Fits fits = new Fits(Arrays.copyOf(y, origin), horizon, cancelled);
            for (Forecaster method : methods) {
                if (!failed.containsKey(method)) {
                    try {
                        sums.get(method).add(y, origin, fits.forecast(method));
                    } catch (IllegalArgumentException e) {
                        failed.put(method, Score.failed(method.name(), reason(method, first, e)));
                    }
                }
            }
        }
        return methods.stream()
                .map(method -> failed.containsKey(method)
                        ? failed.get(method)
                        : sums.get(method).score(method.name()))
                .sorted(Comparator.comparingDouble(Score::sortKey))
                .toList();
    }

    private static String reason(Forecaster method, int first, IllegalArgumentException e) {
        return first < method.minimumObservations()
                ? "needs " + method.minimumObservations() + " observations before the first window, has " + first
                : e.getMessage();
    }

    /// The forecasts from one origin; a combination takes those of its members instead of fitting them again.
    private static final class Fits {
        private final double[] training;
        private final int horizon;
        private final BooleanSupplier cancelled;
        private final Map<Forecaster, Forecast> known = new HashMap<>();

        Fits(double[] training, int horizon, BooleanSupplier cancelled) {
            this.training = training;
            this.horizon = horizon;
            this.cancelled = cancelled;
        }

        Forecast forecast(Forecaster method) {
            Forecast found = known.get(method);
            if (found == null) {
                found = method instanceof MeanOf(List<Forecaster> members)
                        ? MeanOf.combine(members.stream().map(this::forecast).toList(), training.length, horizon, LEVEL)
                        : fit(method);
                known.put(method, found);
            }
            return found;
        }

        private Forecast fit(Forecaster method) {
            if (cancelled.getAsBoolean()) {
                throw new CancellationException();
            }
            return method.fit(training).forecast(horizon, LEVEL);
        }
    }

    /// The mean absolute seasonal difference of the training part, or 1 when it never changes.
    private double scale(double[] y, int n) {
        int lag = n > seasonLength ? seasonLength : 1;
        double sum = 0;
        for (int t = lag; t < n; t++) {
            sum += Math.abs(y[t] - y[t - lag]);
        }
        return sum == 0 ? 1 : sum / (n - lag);
    }

    /// What a method achieved.
    ///
    /// @param mase mean absolute scaled error; below 1 beats the in-sample seasonal naive step
    /// @param smape in percent
    /// @param coverage share of actual values inside the 95 % interval
    /// @param error why there are no numbers, else null
    public record Score(String model, double mase, double smape, double rmse, double coverage, String error) {

        static Score failed(String model, String reason) {
            return new Score(model, Double.NaN, Double.NaN, Double.NaN, Double.NaN, reason);
        }

        double sortKey() {
            return error == null ? mase : Double.POSITIVE_INFINITY;
        }
    }

    private static final class Sums {
        private final double scale;
        private int count;
        private double absolute;
        private double symmetric;
        private double squares;
        private int covered;

        Sums(double scale) {
            this.scale = scale;
        }

        void add(double[] y, int origin, Forecast forecast) {
            for (int h = 0; h < forecast.horizon(); h++) {
                double actual = y[origin + h];
                double predicted = forecast.mean()[h];
                double error = Math.abs(actual - predicted);
                double size = Math.abs(actual) + Math.abs(predicted);
                absolute += error;
                squares += error * error;
                symmetric += size == 0 ? 0 : 200 * error / size;
                covered += actual >= forecast.lower()[0][h] && actual <= forecast.upper()[0][h] ? 1 : 0;
                count++;
            }
        }

        Score score(String model) {
            return new Score(
                    model,
                    absolute / count / scale,
                    symmetric / count,
                    Math.sqrt(squares / count),
                    (double) covered / count,
                    null);
        }
    }
}
