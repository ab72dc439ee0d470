package dev.almanac.forecast.sandbox;

import dev.almanac.engine.Forecast;
import dev.almanac.engine.Normal;
import java.util.Arrays;
import java.util.SplittableRandom;

/// What the predictive distributions of single steps say of the whole way: the probability that a price passes a limit
/// at any step. The steps are joined by a Gaussian copula with the correlation of neighbouring observations of the
/// series itself: prices that stay where they are pass a limit more rarely than ones that jump about, for the same
/// distributions of each step. Simulated with a fixed seed, so the same series gives the same answer. Source: Nelsen
/// (2006), An Introduction to Copulas, section 2.3; autoregressive dependence as in Joe (2014), section 3.
final class PricePath {

    static final int PATHS = 4_000;
    private static final long SEED = 20_260_101;
    private static final double STRONGEST = 0.999;

    private PricePath() {}

    /// @param forecast with levels from small to large
    /// @param y the series, without gaps
    static double probabilityAbove(double limit, Forecast forecast, double[] y) {
        double rho = Math.clamp(neighbours(y), 0, STRONGEST);
        double fresh = Math.sqrt(1 - rho * rho);
        double[] threshold = new double[forecast.horizon()];
        for (int h = 0; h < threshold.length; h++) {
            threshold[h] = score(limit, forecast, h);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        int above = 0;
        for (int path = 0; path < PATHS; path++) {
            double z = random.nextGaussian();
            for (int h = 0; h < threshold.length; h++) {
                if (z > threshold[h]) {
                    above++;
                    break;
                }
                z = rho * z + fresh * random.nextGaussian();
            }
        }
        return (double) above / PATHS;
    }

    /// Correlation of neighbouring observations; 0 for a constant series.
    static double neighbours(double[] y) {
        double mean = Arrays.stream(y).average().orElse(0);
        double variance = 0;
        double covariance = 0;
        for (int t = 0; t < y.length; t++) {
            variance += (y[t] - mean) * (y[t] - mean);
            covariance += t == 0 ? 0 : (y[t] - mean) * (y[t - 1] - mean);
        }
        return variance == 0 ? 0 : covariance / variance;
    }

    /// How many standard deviations a value lies above the middle, read off the intervals by the side it is on, and
    /// continued by the widest one.
    static double score(double value, Forecast forecast, int step) {
        boolean upper = value >= forecast.mean()[step];
        double innerZ = 0;
        double inner = forecast.mean()[step];
        for (int i = 0; i < forecast.levels().length; i++) {
            double bound = upper ? forecast.upper()[i][step] : forecast.lower()[i][step];
            double z = Normal.quantile(0.5 + forecast.levels()[i] / 200) * (upper ? 1 : -1);
            boolean last = i == forecast.levels().length - 1;
            boolean within = upper ? value <= bound : value >= bound;
            if (within || last) {
                double width = bound - inner;
                return width == 0
                        ? (upper ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY)
                        : innerZ + (z - innerZ) * (value - inner) / width;
            }
            inner = bound;
            innerZ = z;
        }
        throw new IllegalArgumentException("A forecast without levels");
    }
}
