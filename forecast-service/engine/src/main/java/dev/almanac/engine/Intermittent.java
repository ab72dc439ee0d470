package dev.almanac.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Demand with many zeros: one expected rate for every step ahead.
///
/// Intervals: for counts the negative binomial distribution with that mean and the variance seen (Poisson where that is
/// not larger), else the quantiles of the past in proportion to the mean. Sources: Croston (1972),
/// doi:10.1057/jors.1972.50; Syntetos and Boylan (2005), doi:10.1016/j.ijforecast.2004.10.001; Teunter, Syntetos and
/// Babai (2011), doi:10.1016/j.ejor.2011.05.018; Nikolopoulos et al. (2011), doi:10.1057/jors.2010.32; Petropoulos and
/// Kourentzes (2015), doi:10.1057/jors.2014.62.
///
/// @param alpha smoothing of demands and distances, in (0, 1)
public record Intermittent(Rule rule, double alpha) implements Forecaster {

    private static final double USUAL_ALPHA = 0.1;

    /// How the rate is found.
    public enum Rule {
        /// Exponential smoothing of all values, zeros included, with the alpha of least squared error.
        SMOOTHING("intermittent"),
        /// Smoothed demand by smoothed distance between demands.
        CROSTON("croston"),
        /// Croston's with the correction of its bias, `1 - alpha/2`.
        SBA("sba"),
        /// Smoothed demand times smoothed probability, which falls while nothing is demanded.
        TSB("tsb"),
        /// Smoothing of sums over the mean distance between demands.
        ADIDA("adida"),
        /// The mean of smoothing over sums of 1, 2, ... up to the mean distance.
        IMAPA("imapa");

        private final String methodName;

        Rule(String methodName) {
            this.methodName = methodName;
        }
    }

    public Intermittent {
        if (!(alpha > 0 && alpha < 1)) { // written so that NaN fails
            throw new IllegalArgumentException("alpha must be in (0, 1), was " + alpha);
        }
    }

    /// With the usual smoothing of 0.1.
    public Intermittent(Rule rule) {
        this(rule, USUAL_ALPHA);
    }

    @Override
    public String name() {
        return rule.methodName;
    }

    @Override
    public int minimumObservations() {
        return 3;
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        if (Observations.minimum(y) < 0) {
            throw new IllegalArgumentException("has negative values, which demand cannot be");
        }
        double[] expected = new double[y.length];
        double rate = switch (rule) {
            case SMOOTHING -> Rates.smoothed(y, Rates.bestAlpha(y), expected);
            case CROSTON -> Rates.croston(y, alpha, 1, expected);
            case SBA -> Rates.croston(y, alpha, 1 - alpha / 2, expected);
            case TSB -> Rates.teunter(y, alpha, expected);
            case ADIDA -> constant(expected, Rates.aggregated(y, Rates.meanDistance(y)));
            case IMAPA -> constant(expected, Rates.overLevels(y));
        };
        return new Fitted(y.clone(), rate, expected, name());
    }

    private static double constant(double[] expected, double rate) {
        Arrays.fill(expected, rate);
        return rate;
    }

    private record Fitted(double[] y, double rate, double[] expected, String name) implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            double[] mean = new double[horizon];
            Arrays.fill(mean, rate);
            Demand demand = Demand.around(rate, y);
            double[][] lower = new double[levels.length][horizon];
            double[][] upper = new double[levels.length][horizon];
            for (int i = 0; i < levels.length; i++) {
                Arrays.fill(lower[i], Math.min(rate, demand.quantile(0.5 - levels[i] / 200)));
                Arrays.fill(upper[i], Math.max(rate, demand.quantile(0.5 + levels[i] / 200)));
            }
            return new Forecast(mean, levels.clone(), lower, upper);
        }

        @Override
        public double[] expected() {
            return expected.clone();
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> parameters = new LinkedHashMap<>();
            parameters.put("rate", rate);
            parameters.put("distance", (double) Rates.meanDistance(y));
            return parameters;
        }

        @Override
        public String description() {
            return "Intermittent demand by " + name;
        }
    }
}
