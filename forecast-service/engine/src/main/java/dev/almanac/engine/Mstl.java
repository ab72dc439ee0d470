package dev.almanac.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Seasons of one or several lengths are taken out by smoothing each phase over neighbouring cycles, around a moving
/// average over the longest season; what is left is forecast by another method, and each season's last cycle goes on.
/// For long seasons, where exponential smoothing has too many states. O(rounds x seasons x n x cycles).
/// Source: Bandara, Hyndman and Bergmeir (2021), MSTL, arXiv:2107.13462, with triangular weights in place of loess.
///
/// @param periods ascending, each at least 2
/// @param inner forecasts the seasonally adjusted series
public record Mstl(List<Integer> periods, Forecaster inner) implements Forecaster {

    private static final int CYCLES = 6;
    private static final int ROUNDS = 3;

    public Mstl {
        periods = List.copyOf(periods);
        if (periods.isEmpty() || periods.stream().anyMatch(period -> period < 2)) {
            throw new IllegalArgumentException("seasons must be at least 2 long, were " + periods);
        }
    }

    @Override
    public String name() {
        return "mstl+" + inner.name();
    }

    @Override
    public int minimumObservations() {
        return Math.max(inner.minimumObservations(), 2 * periods.getLast() + 2);
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        double[] trend = trend(y, periods.getLast());
        double[][] seasons = new double[periods.size()][y.length];
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < seasons.length; i++) {
                double[] rest = without(y, trend, seasons, i);
                seasons[i] = smoothByPhase(rest, periods.get(i));
            }
        }
        double[] adjusted = without(y, new double[y.length], seasons, -1);
        return new Fitted(periods, seasons, inner.fit(adjusted));
    }

    /// The centred moving average; its first and last full values go on to the ends.
    private static double[] trend(double[] y, int m) {
        double[] trend = Decomposition.centredMovingAverage(y, m);
        int half = m / 2;
        Arrays.fill(trend, 0, half, trend[half]);
        Arrays.fill(trend, y.length - half, y.length, trend[y.length - half - 1]);
        return trend;
    }

    private static double[] without(double[] y, double[] trend, double[][] seasons, int kept) {
        double[] rest = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            rest[t] = y[t] - trend[t];
            for (int i = 0; i < seasons.length; i++) {
                rest[t] -= i == kept ? 0 : seasons[i][t];
            }
        }
        return rest;
    }

    /// Each value becomes the weighted mean of its phase in the cycles around; then every cycle's mean is taken off.
    private static double[] smoothByPhase(double[] y, int m) {
        double[] smooth = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            double sum = 0;
            double weights = 0;
            for (int cycle = -CYCLES; cycle <= CYCLES; cycle++) {
                int at = t + cycle * m;
                if (at >= 0 && at < y.length) {
                    double weight = CYCLES + 1.0 - Math.abs(cycle);
                    sum += weight * y[at];
                    weights += weight;
                }
            }
            smooth[t] = sum / weights;
        }
        double[] level = trend(smooth, m);
        for (int t = 0; t < y.length; t++) {
            smooth[t] -= level[t];
        }
        return smooth;
    }

    private record Fitted(List<Integer> periods, double[][] seasons, FittedModel rest) implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            double[] ahead = new double[horizon];
            for (int i = 0; i < seasons.length; i++) {
                int m = periods.get(i);
                int n = seasons[i].length;
                for (int h = 0; h < horizon; h++) {
                    ahead[h] += seasons[i][n - m + h % m];
                }
            }
            return rest.forecast(horizon, levels).plus(ahead);
        }

        @Override
        public double[] expected() {
            double[] expected = rest.expected();
            for (double[] season : seasons) {
                for (int t = 0; t < expected.length; t++) {
                    expected[t] += season[t];
                }
            }
            return expected;
        }

        @Override
        public Map<String, Double> parameters() {
            return new LinkedHashMap<>(rest.parameters());
        }

        @Override
        public String description() {
            return "MSTL " + periods + " and " + rest.description();
        }
    }
}
