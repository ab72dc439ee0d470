package dev.almanac.engine;

/// Checks that every method makes before it reads a series.
final class Observations {

    private Observations() {}

    static void requireUsable(double[] y, int atLeast) {
        if (y.length < atLeast) {
            throw new IllegalArgumentException("needs at least " + atLeast + " observations, has " + y.length);
        }
        for (int t = 0; t < y.length; t++) {
            if (!(Math.abs(y[t]) <= 1e150)) { // written so that NaN fails
                throw new IllegalArgumentException("observation " + t + " is not a usable number: " + y[t]);
            }
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
}
