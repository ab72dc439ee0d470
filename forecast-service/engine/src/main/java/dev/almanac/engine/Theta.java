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
        Observations.requireSeason(seasonLength);
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
        Decomposition season = Decomposition.seasonOf(y, seasonLength);
        double[] adjusted = season == null ? y : season.adjust(y);
        double alpha = bestAlpha(adjusted);
        double drift = Observations.slope(adjusted) / 2;
        Smoothing smoothing = Smoothing.of(adjusted, alpha);
        return new Fitted(season, adjusted, alpha, drift, smoothing);
    }

    /// Simple exponential smoothing with the first level that makes the squared errors least: the errors are linear in
    /// it, `e[t] = a[t] - (1-alpha)^t * l[0]`, so it is a regression through the origin.
    private record Smoothing(double first, double last, double squares) {

        static Smoothing of(double[] y, double alpha) {
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
            return new Smoothing(first, level + weight * first, Math.max(0, squares - first * products));
        }
    }

    /// Golden-section search for the least squared error in [0.01, 0.99].
    private static double bestAlpha(double[] y) {
        double low = 0.01;
        double high = 0.99;
        double a = high - GOLDEN * (high - low);
        double b = low + GOLDEN * (high - low);
        double errorA = Smoothing.of(y, a).squares();
        double errorB = Smoothing.of(y, b).squares();
        for (int step = 0; step < SEARCH_STEPS; step++) {
            if (errorA <= errorB) {
                high = b;
                b = a;
                errorB = errorA;
                a = high - GOLDEN * (high - low);
                errorA = Smoothing.of(y, a).squares();
            } else {
                low = a;
                a = b;
                errorA = errorB;
                b = low + GOLDEN * (high - low);
                errorB = Smoothing.of(y, b).squares();
            }
        }
        return (low + high) / 2;
    }

    static String title(String method, Decomposition season) {
        return season == null
                ? method
                : method + (season.multiplicative() ? " (multiplicative season)" : " (additive season)");
    }

    private record Fitted(Decomposition season, double[] y, double alpha, double drift, Smoothing smoothing)
            implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            double[] mean = new double[horizon];
            double[] deviations = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                mean[h] = smoothing.last() + drift * (h + lead(y.length));
                deviations[h] = sigma() * Math.sqrt(1 + h * alpha * alpha);
            }
            Forecast forecast = Forecast.normal(mean, deviations, levels);
            return season == null ? forecast : season.reseason(forecast, y.length);
        }

        @Override
        public double[] expected() {
            double[] expected = new double[y.length];
            double level = smoothing.first();
            for (int t = 0; t < y.length; t++) {
                expected[t] = level + drift * lead(t);
                level += alpha * (y[t] - level);
            }
            return season == null ? expected : season.reseason(expected, 0);
        }

        /// How many steps of drift the level has fallen behind after `t` observations.
        private double lead(int t) {
            return (1 - StrictMath.pow(1 - alpha, t)) / alpha;
        }

        private double sigma() {
            return Math.sqrt(smoothing.squares() / (y.length - 1));
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> parameters = new LinkedHashMap<>();
            parameters.put("alpha", alpha);
            parameters.put("drift", drift);
            parameters.put("sigma", sigma());
            return parameters;
        }

        @Override
        public String description() {
            return title("Theta", season);
        }
    }
}
