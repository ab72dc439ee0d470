package dev.almanac.engine;

import java.util.Arrays;

/// How often a series must be differenced until it is stationary.
final class Differencing {

    private static final double KPSS_LIMIT = 0.463;
    private static final double SEASONAL_STRENGTH = 0.64;
    private static final int MOST = 2;

    private Differencing() {}

    /// One where the season explains most of what is left beside the trend, else none.
    /// Source: Wang, Smith and Hyndman (2006), doi:10.1007/s10618-005-0039-x.
    static int seasonal(double[] y, int m) {
        if (m < 2 || y.length < 2 * m + 5) {
            return 0;
        }
        return Decomposition.strength(y, m) > SEASONAL_STRENGTH ? 1 : 0;
    }

    /// The least number of differences, at most two, after which the KPSS test of level stationarity does not reject at
    /// 5 %. Source: Kwiatkowski, Phillips, Schmidt and Shin (1992), doi:10.1016/0304-4076(92)90104-Y.
    static int ordinary(double[] y) {
        double[] w = y;
        for (int d = 0; d < MOST; d++) {
            if (w.length < 6 || isConstant(w) || kpss(w) <= KPSS_LIMIT) {
                return d;
            }
            w = difference(w, 1);
        }
        return MOST;
    }

    static double[] difference(double[] y, int lag) {
        double[] w = new double[y.length - lag];
        for (int t = 0; t < w.length; t++) {
            w[t] = y[t + lag] - y[t];
        }
        return w;
    }

    static boolean isConstant(double[] y) {
        return Arrays.stream(y).allMatch(value -> value == y[0]);
    }

    private static double kpss(double[] y) {
        int n = y.length;
        double mean = Observations.mean(y, 0, n);
        double partial = 0;
        double squaresOfSums = 0;
        double variance = 0;
        for (double value : y) {
            partial += value - mean;
            squaresOfSums += partial * partial;
            variance += (value - mean) * (value - mean);
        }
        int bandwidth = (int) (3 * Math.sqrt(n) / 13);
        double longRun = variance;
        for (int lag = 1; lag <= bandwidth; lag++) {
            double sum = 0;
            for (int t = lag; t < n; t++) {
                sum += (y[t] - mean) * (y[t - lag] - mean);
            }
            longRun += 2 * (1 - lag / (bandwidth + 1.0)) * sum;
        }
        return longRun <= 0 ? 0 : squaresOfSums / n / longRun;
    }
}
