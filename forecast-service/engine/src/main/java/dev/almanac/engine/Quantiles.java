package dev.almanac.engine;

import java.util.Arrays;

/// Intervals from simulated outcomes.
final class Quantiles {

    private Quantiles() {}

    /// @param outcomes shape `[horizon][paths]`; sorted in place
    static Forecast intervals(double[] mean, double[][] outcomes, double... levels) {
        double[][] lower = new double[levels.length][mean.length];
        double[][] upper = new double[levels.length][mean.length];
        for (int h = 0; h < mean.length; h++) {
            Arrays.sort(outcomes[h]);
            for (int i = 0; i < levels.length; i++) {
                lower[i][h] = Math.min(mean[h], quantile(outcomes[h], 0.5 - levels[i] / 200));
                upper[i][h] = Math.max(mean[h], quantile(outcomes[h], 0.5 + levels[i] / 200));
            }
        }
        return new Forecast(mean, levels.clone(), lower, upper);
    }

    /// Linear between order statistics (type 7 of Hyndman and Fan, 1996).
    static double quantile(double[] sorted, double p) {
        double place = p * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
