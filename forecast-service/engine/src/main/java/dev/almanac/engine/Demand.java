package dev.almanac.engine;

import java.util.Arrays;

/// What one step of intermittent demand may bring.
sealed interface Demand {

    double LARGEST_COUNT = 10_000;

    /// Counts are negative binomial, anything else is the past in proportion.
    static Demand around(double mean, double[] y) {
        boolean counts = Arrays.stream(y).allMatch(value -> value == Math.rint(value) && value <= LARGEST_COUNT);
        if (counts && mean > 0) {
            double deviation = Observations.deviation(y);
            return new NegativeBinomial(mean, Math.max(deviation * deviation, mean * 1.0001));
        }
        double usual = Observations.mean(y, 0, y.length);
        double factor = usual > 0 ? mean / usual : 0;
        double[] scaled = Arrays.stream(y).map(value -> value * factor).sorted().toArray();
        return new Scaled(scaled);
    }

    double quantile(double p);

    /// @param variance above the mean
    record NegativeBinomial(double mean, double variance) implements Demand {

        @Override
        public double quantile(double p) {
            double success = mean / variance;
            double size = mean * success / (1 - success);
            double mass = StrictMath.exp(size * StrictMath.log(success));
            double sum = mass;
            int k = 0;
            while (sum < p && k < 10 * LARGEST_COUNT) {
                mass *= (k + size) / (k + 1) * (1 - success);
                sum += mass;
                k++;
            }
            return k;
        }
    }

    /// @param sorted ascending
    record Scaled(double[] sorted) implements Demand {

        @Override
        public double quantile(double p) {
            return Quantiles.quantile(sorted, p);
        }
    }
}
