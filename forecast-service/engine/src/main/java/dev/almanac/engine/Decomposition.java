package dev.almanac.engine;

import java.util.Arrays;

/// Classical decomposition by centred moving averages.
///
/// @param seasonal one factor (or summand) a season, mean 1 (or 0), starting with the season of `y[0]`
/// Source: Makridakis, Wheelwright and Hyndman (1998), chapter 3; as R's `decompose`.
record Decomposition(boolean multiplicative, double[] seasonal) {

    private static final double LEAST_FACTOR = 0.01;

    /// What the Theta methods take off: null where the season is not significant.
    static Decomposition seasonOf(double[] y, int m) {
        return isSeasonal(y, m) ? multiplicativeWherePossible(y, m) : null;
    }

    /// Needs two seasons; multiplicative needs positive values.
    static Decomposition of(double[] y, int m, boolean multiplicative) {
        double[] trend = centredMovingAverage(y, m);
        double[] sums = new double[m];
        int[] counts = new int[m];
        for (int t = 0; t < y.length; t++) {
            if (!Double.isNaN(trend[t])) {
                sums[t % m] += multiplicative ? y[t] / trend[t] : y[t] - trend[t];
                counts[t % m]++;
            }
        }
        double total = 0;
        for (int s = 0; s < m; s++) {
            sums[s] /= counts[s];
            total += sums[s];
        }
        for (int s = 0; s < m; s++) {
            sums[s] = multiplicative ? sums[s] * m / total : sums[s] - total / m;
        }
        return new Decomposition(multiplicative, sums);
    }

    /// Multiplicative where no value is negative and the trend and all factors are well above zero, else additive.
    static Decomposition multiplicativeWherePossible(double[] y, int m) {
        if (Observations.minimum(y) >= 0 && isPositive(centredMovingAverage(y, m))) {
            Decomposition multiplicative = of(y, m, true);
            if (Observations.minimum(multiplicative.seasonal()) > LEAST_FACTOR) {
                return multiplicative;
            }
        }
        return of(y, m, false);
    }

    private static boolean isPositive(double[] trend) {
        return Arrays.stream(trend).allMatch(value -> Double.isNaN(value) || value > 0);
    }

    /// The share of the variance around the trend that the season explains, from 0 to 1.
    static double strength(double[] y, int m) {
        double[] trend = centredMovingAverage(y, m);
        double[] seasonal = of(y, m, false).seasonal();
        double sum = 0;
        double squares = 0;
        double left = 0;
        double leftSquares = 0;
        int n = 0;
        for (int t = 0; t < y.length; t++) {
            if (!Double.isNaN(trend[t])) {
                double detrended = y[t] - trend[t];
                double remainder = detrended - seasonal[t % m];
                sum += detrended;
                squares += detrended * detrended;
                left += remainder;
                leftSquares += remainder * remainder;
                n++;
            }
        }
        double around = squares - sum * sum / n;
        return around <= 0 ? 0 : Math.max(0, 1 - (leftSquares - left * left / n) / around);
    }

    double[] adjust(double[] y) {
        double[] adjusted = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            double season = seasonal[t % seasonal.length];
            adjusted[t] = multiplicative ? y[t] / season : y[t] - season;
        }
        return adjusted;
    }

    double[] reseason(double[] values, int firstTime) {
        double[] result = new double[values.length];
        for (int h = 0; h < values.length; h++) {
            double season = seasonal[(firstTime + h) % seasonal.length];
            result[h] = multiplicative ? values[h] * season : values[h] + season;
        }
        return result;
    }

    /// @param firstTime of the first step ahead
    Forecast reseason(Forecast plain, int firstTime) {
        return plain.mapped(values -> reseason(values, firstTime));
    }

    /// NaN where the window does not fit.
    static double[] centredMovingAverage(double[] y, int m) {
        double[] trend = new double[y.length];
        Arrays.fill(trend, Double.NaN);
        int half = m / 2;
        boolean even = m % 2 == 0;
        for (int t = half; t < y.length - half; t++) {
            double sum = 0;
            for (int k = -half; k <= half; k++) {
                double weight = even && Math.abs(k) == half ? 0.5 : 1;
                sum += weight * y[t + k];
            }
            trend[t] = sum / m;
        }
        return trend;
    }

    /// Whether the autocorrelation at the season's lag is significant at 90 % (Bartlett), as the Theta method asks.
    static boolean isSeasonal(double[] y, int m) {
        if (m < 2 || y.length < 2 * m + 1) {
            return false;
        }
        double mean = Observations.mean(y, 0, y.length);
        double variance = 0;
        for (double value : y) {
            variance += (value - mean) * (value - mean);
        }
        if (variance == 0) {
            return false;
        }
        double squares = 0;
        for (int lag = 1; lag < m; lag++) {
            double r = autocovariance(y, mean, lag) / variance;
            squares += r * r;
        }
        double limit = 1.645 * Math.sqrt((1 + 2 * squares) / y.length);
        return Math.abs(autocovariance(y, mean, m) / variance) > limit;
    }

    private static double autocovariance(double[] y, double mean, int lag) {
        double sum = 0;
        for (int t = lag; t < y.length; t++) {
            sum += (y[t] - mean) * (y[t - lag] - mean);
        }
        return sum;
    }
}
