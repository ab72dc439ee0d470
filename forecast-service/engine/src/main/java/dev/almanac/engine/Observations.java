package dev.almanac.engine;

import java.util.Arrays;

/// Checks that every method makes before it reads a series.
final class Observations {

    private static final double LARGEST = 1e150;

    private Observations() {}

    static void requireUsable(double[] y, int atLeast) {
        if (y.length < atLeast) {
            throw new IllegalArgumentException("needs at least " + atLeast + " observations, has " + y.length);
        }
        for (int t = 0; t < y.length; t++) {
            if (!(Math.abs(y[t]) <= LARGEST)) { // written so that NaN fails
                throw new IllegalArgumentException("observation " + t + " is not a usable number: " + y[t]);
            }
        }
    }

    /// Before gaps are filled, so that the place named is that of the series as given.
    static void requireUsableOrMissing(double[] values) {
        for (int t = 0; t < values.length; t++) {
            if (Math.abs(values[t]) > LARGEST) {
                throw new IllegalArgumentException(
                        "has no usable number at place " + t + " (from 0): " + values[t] + ", at most 1e150 in size");
            }
        }
    }

    static void requireSeason(int seasonLength) {
        if (seasonLength < 1) {
            throw new IllegalArgumentException("season length must be at least 1, was " + seasonLength);
        }
    }

    static boolean allPositive(double[] y) {
        for (double value : y) {
            if (!(value > 0)) {
                return false;
            }
        }
        return true;
    }

    /// What another series of the same length leaves of one.
    static double[] less(double[] y, double[] other) {
        double[] rest = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            rest[t] = y[t] - other[t];
        }
        return rest;
    }

    static double mean(double[] y, int from, int to) {
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += y[t];
        }
        return sum / (to - from);
    }

    static double minimum(double[] y) {
        double minimum = Double.POSITIVE_INFINITY;
        for (double value : y) {
            minimum = Math.min(minimum, value);
        }
        return minimum;
    }

    /// The standard deviation around the mean.
    static double deviation(double[] y) {
        double mean = mean(y, 0, y.length);
        double squares = 0;
        for (double value : y) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / y.length);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// At one lag; 0 for a constant.
    static double autocorrelation(double[] y, int lag) {
        double mean = mean(y, 0, y.length);
        double variance = 0;
        double sum = 0;
        for (int t = 0; t < y.length; t++) {
            variance += (y[t] - mean) * (y[t] - mean);
            sum += t < lag ? 0 : (y[t] - mean) * (y[t - lag] - mean);
        }
        return variance > 0 ? sum / variance : 0;
    }

    /// Of the regression line on time.
    static double slope(double[] y) {
        double centre = (y.length - 1) / 2.0;
        double mean = mean(y, 0, y.length);
        double products = 0;
        double squares = 0;
        for (int t = 0; t < y.length; t++) {
            products += (t - centre) * (y[t] - mean);
            squares += (t - centre) * (t - centre);
        }
        return products / squares;
    }
}
