package dev.almanac.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/// The Theta method: simple exponential smoothing with drift half the slope of the regression line, on the seasonally
/// adjusted series (multiplicative where possible, after a 90 % test of the seasonal autocorrelation).
/// Interval variance `sigma^2 * (1 + (h-1) * alpha^2)`. O(n) for each of at most 60 evaluations.
/// Source: Assimakopoulos and Nikolopoulos (2000), doi:10.1016/S0169-2070(00)00066-2; Hyndman and Billah (2003).
public record Theta(int seasonLength) implements Forecaster {

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int SEARCH_STEPS = 40;

    public Theta {
        if (seasonLength < 1) {
            throw new IllegalArgumentException("season length must be at least 1, was " + seasonLength);
        }
    }

    @Override
    public String name() {
        return "theta";
    }

    @Override
    public int minimumObservations() {
        return 3;
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        Decomposition season = Decomposition.isSeasonal(y, seasonLength)
                ? Decomposition.multiplicativeWherePossible(y, seasonLength)
                : null;
        double[] adjusted = season == null ? y : season.adjust(y);
        double alpha = bestAlpha(adjusted);
        double drift = slope(adjusted) / 2;
        double[] state = smooth(adjusted, alpha);
        return new Fitted(season, y.length, alpha, drift, state[0], Math.sqrt(state[1] / (y.length - 1)));
    }

    /// The last level and the sum of squared errors, with the first level that makes it least: the errors are linear in
    /// it, `e[t] = a[t] - (1-alpha)^t * l[0]`, so it is a regression through the origin.
    private static double[] smooth(double[] y, double alpha) {
        double level = 0;
        double weight = 1;
        double products = 0;
        double weights = 0;
        double squares = 0;
        for (double value : y) {
            double error = value - level;
            products += error * weight;
            weights += weight * weight;
            squares += error * error;
            level += alpha * error;
            weight *= 1 - alpha;
        }
        double first = products / weights;
        return new double[] {level + weight * first, Math.max(0, squares - first * products)};
    }

    /// Golden-section search for the least squared error in [0.01, 0.99].
    private static double bestAlpha(double[] y) {
        double low = 0.01;
        double high = 0.99;
        double a = high - GOLDEN * (high - low);
        double b = low + GOLDEN * (high - low);
        double errorA = smooth(y, a)[1];
        double errorB = smooth(y, b)[1];
        for (int step = 0; step < SEARCH_STEPS; step++) {
            if (errorA <= errorB) {
                high = b;
                b = a;
                errorB = errorA;
                a = high - GOLDEN * (high - low);
                errorA = smooth(y, a)[1];
            } else {
                low = a;
                a = b;
                errorA = errorB;
                b = low + GOLDEN * (high - low);
                errorB = smooth(y, b)[1];
            }
        }
        return (low + high) / 2;
    }

    private static double slope(double[] y) {
        double centre = (y.length - 1) / 2.0;
        double mean = Observations.mean(y, 0, y.length);
        double products = 0;
        double squares = 0;
        for (int t = 0; t < y.length; t++) {
            products += (t - centre) * (y[t] - mean);
            squares += (t - centre) * (t - centre);
        }
        return products / squares;
    }

    private record Fitted(Decomposition season, int n, double alpha, double drift, double level, double sigma)
            implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            double[] mean = new double[horizon];
            double[] deviations = new double[horizon];
            double start = (1 - StrictMath.pow(1 - alpha, n)) / alpha;
            for (int h = 0; h < horizon; h++) {
                mean[h] = level + drift * (h + start);
                deviations[h] = sigma * Math.sqrt(1 + h * alpha * alpha);
            }
            Forecast forecast = Forecast.normal(mean, deviations, levels);
            return season == null ? forecast : reseason(forecast);
        }

        private Forecast reseason(Forecast plain) {
            double[][] lower = new double[plain.lower().length][];
            double[][] upper = new double[plain.upper().length][];
            for (int i = 0; i < lower.length; i++) {
                lower[i] = season.reseason(plain.lower()[i], n);
                upper[i] = season.reseason(plain.upper()[i], n);
            }
            return new Forecast(season.reseason(plain.mean(), n), plain.levels(), lower, upper);
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> parameters = new LinkedHashMap<>();
            parameters.put("alpha", alpha);
            parameters.put("drift", drift);
            parameters.put("sigma", sigma);
            return parameters;
        }

        @Override
        public String description() {
            return season == null
                    ? "Theta"
                    : season.multiplicative() ? "Theta, multiplicative season" : "Theta, additive season";
        }
    }
}
