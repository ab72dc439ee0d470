package dev.almanac.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/// An ETS model after it has seen a series: states at its end, forecasts from there.
final class FittedEts implements FittedModel {

    private static final int PATHS = 1000;

    private final EtsModel model;
    private final EtsParameters parameters;
    private final EtsState end;
    private final double[] expected;
    private final double sigma;
    private final double aicc;
    private final double logLikelihood;

    FittedEts(
            EtsModel model,
            EtsParameters parameters,
            EtsState end,
            double[] expected,
            double sigma,
            double aicc,
            double logLikelihood) {
        this.model = model;
        this.parameters = parameters;
        this.end = end;
        this.expected = expected;
        this.sigma = sigma;
        this.aicc = aicc;
        this.logLikelihood = logLikelihood;
    }

    double aicc() {
        return aicc;
    }

    @Override
    public Forecast forecast(int horizon, double... levels) {
        double[] mean = new double[horizon];
        EtsState state = end.copy();
        for (int h = 0; h < horizon; h++) {
            mean[h] = state.expected();
            state.update(mean[h], mean[h]);
        }
        return model.multiplicativeError()
                ? simulated(mean, levels)
                : Forecast.normal(mean, deviations(horizon), levels);
    }

    /// Of additive errors: `sigma^2 * (1 + sum(c[j]^2))`, `c[j] = alpha + beta*(phi + ... + phi^j) + gamma*[m |
    /// j]`.
    /// Source: Hyndman, Koehler, Ord and Snyder (2008), table 6.1.
    private double[] deviations(int horizon) {
        double[] deviations = new double[horizon];
        double sum = 1;
        double damping = 1;
        double damped = 0;
        for (int h = 0; h < horizon; h++) {
            deviations[h] = sigma * Math.sqrt(sum);
            damping *= parameters.phi();
            damped += damping;
            boolean sameSeason = model.isSeasonal() && (h + 1) % end.seasonLength() == 0;
            double c = parameters.alpha() + parameters.beta() * damped + (sameSeason ? parameters.gamma() : 0);
            sum += c * c;
        }
        return deviations;
    }

    @Override
    public double[] expected() {
        return expected.clone();
    }

    private Forecast simulated(double[] mean, double... levels) {
        if (levels.length == 0) {
            return Forecast.normal(mean, mean);
        }
        double[][] outcomes = new double[mean.length][PATHS];
        SplittableRandom random = new SplittableRandom(20_260_101L);
        for (int path = 0; path < PATHS; path++) {
            EtsState state = end.copy();
            for (int h = 0; h < mean.length; h++) {
                double expected = state.expected();
                double shock = sigma * Normal.quantile(Math.max(random.nextDouble(), 1e-12));
                double value = model.multiplicativeError() ? expected * (1 + shock) : expected + shock;
                outcomes[h][path] = value;
                state.update(value, expected);
            }
        }
        return Quantiles.intervals(mean, outcomes, levels);
    }

    @Override
    public Map<String, Double> parameters() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("alpha", parameters.alpha());
        if (model.hasTrend()) {
            values.put("beta", parameters.beta());
        }
        if (model.isSeasonal()) {
            values.put("gamma", parameters.gamma());
        }
        if (model.isDamped()) {
            values.put("phi", parameters.phi());
        }
        values.put("sigma", sigma);
        values.put("aicc", aicc);
        values.put("log_likelihood", logLikelihood);
        return values;
    }

    @Override
    public String description() {
        return model.code();
    }
}
