package dev.almanac.engine;

/// The recursions of [Intermittent]. Each writes what it expected of every observation and answers the rate after the
/// last one.
final class Rates {

    private static final int GRID = 50;

    private Rates() {}

    /// Simple exponential smoothing, started at the first value.
    static double smoothed(double[] y, double alpha, double[] expected) {
        double level = y[0];
        for (int t = 0; t < y.length; t++) {
            expected[t] = level;
            level += alpha * (y[t] - level);
        }
        return level;
    }

    /// The alpha of least squared one-step error among 0.01, 0.02, ... 0.5.
    static double bestAlpha(double[] y) {
        double[] expected = new double[y.length];
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i <= GRID; i++) {
            smoothed(y, i / 100.0, expected);
            double squares = 0;
            for (int t = 1; t < y.length; t++) {
                squares += (y[t] - expected[t]) * (y[t] - expected[t]);
            }
            if (squares < least) {
                least = squares;
                best = i / 100.0;
            }
        }
        return best;
    }

    /// Demands and the distances between them smoothed apart; both start at their first values, the first distance is
    /// that from the beginning.
    static double croston(double[] y, double alpha, double correction, double[] expected) {
        double demand = 0;
        double distance = 0;
        int waited = 0;
        double rate = 0;
        for (int t = 0; t < y.length; t++) {
            expected[t] = rate;
            waited++;
            if (y[t] > 0) {
                boolean first = distance == 0;
                demand = first ? y[t] : demand + alpha * (y[t] - demand);
                distance = first ? waited : distance + alpha * (waited - distance);
                rate = correction * demand / distance;
                waited = 0;
            }
        }
        return rate;
    }

    /// The probability of demand is smoothed at every step, the demand where there is one; started at the first demand
    /// and the share of demands.
    static double teunter(double[] y, double alpha, double[] expected) {
        double demand = 0;
        int demands = 0;
        for (double value : y) {
            demand = demand == 0 ? value : demand;
            demands += value > 0 ? 1 : 0;
        }
        double probability = (double) demands / y.length;
        for (int t = 0; t < y.length; t++) {
            expected[t] = probability * demand;
            probability += alpha * ((y[t] > 0 ? 1 : 0) - probability);
            demand += y[t] > 0 ? alpha * (y[t] - demand) : 0;
        }
        return probability * demand;
    }

    /// Sums over the last whole blocks, smoothed, spread evenly again.
    static double aggregated(double[] y, int block) {
        int blocks = y.length / block;
        double[] sums = new double[blocks];
        int offset = y.length - blocks * block;
        for (int t = offset; t < y.length; t++) {
            sums[(t - offset) / block] += y[t];
        }
        return smoothed(sums, bestAlpha(sums), new double[blocks]) / block;
    }

    static double overLevels(double[] y) {
        int most = meanDistance(y);
        double sum = 0;
        for (int block = 1; block <= most; block++) {
            sum += aggregated(y, block);
        }
        return sum / most;
    }

    /// Steps from demand to demand, rounded; at least 1 and at most a third of the series.
    static int meanDistance(double[] y) {
        int demands = 0;
        for (double value : y) {
            demands += value > 0 ? 1 : 0;
        }
        long distance = demands == 0 ? y.length : Math.round((double) y.length / demands);
        return (int) Math.max(1, Math.min(distance, y.length / 3));
    }
}
