package dev.almanac.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        List<Score> scores = new ArrayList<>();
        for (Forecaster method : methods) {
            scores.add(score(y, method, cancelled));
        }
        scores.sort((a, b) -> Double.compare(a.sortKey(), b.sortKey()));
        return List.copyOf(scores);
    }

    private Score score(double[] y, Forecaster method, BooleanSupplier cancelled) {
        int first = firstTraining(y.length);
        if (first < method.minimumObservations()) {
            return Score.failed(
                    method.name(),
                    "needs " + method.minimumObservations() + " observations before the first window, has " + first);
        }
        Sums sums = new Sums(scale(y, first));
        try {
            for (int window = 0; window < windows; window++) {
                if (cancelled.getAsBoolean()) {
                    throw new CancellationException();
                }
                int origin = first + window * step;
                Forecast forecast = method.fit(Arrays.copyOf(y, origin)).forecast(horizon, LEVEL);
                sums.add(y, origin, forecast);
            }
        } catch (IllegalArgumentException e) {
            return Score.failed(method.name(), e.getMessage());
        }
        return sums.score(method.name());
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
