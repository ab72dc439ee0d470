package dev.almanac.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/// Any method with external regressors: a regression with ARIMA errors tells what each regressor adds, the method
/// forecasts the rest, and the regressors' future values add theirs. The coefficients count as known in the intervals.
/// Source: Hyndman and Athanasopoulos (3rd ed.), chapter 10.
public record WithRegressors(Forecaster inner, int seasonLength, Regressors regressors) implements Forecaster {

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public int minimumObservations() {
        return Math.max(inner.minimumObservations(), regressors.names().size() + 6);
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        double[] beta = Arima.effects(y, seasonLength, regressors);
        double[] added = added(beta, 0, y.length);
        return new Fitted(this, beta, added, inner.fit(Observations.less(y, added)));
    }

    private double[] added(double[] beta, int from, int length) {
        return LeastSquares.sum(regressors.columns(from, length), beta, length);
    }

    /// What the regressors add at the steps ahead, in the unit of the series; empty for a model without any.
    static double[] effect(FittedModel model, int horizon) {
        return model instanceof Fitted fitted
                ? fitted.method.added(fitted.beta, fitted.added.length, horizon)
                : new double[0];
    }

    private record Fitted(WithRegressors method, double[] beta, double[] added, FittedModel rest)
            implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            return rest.forecast(horizon, levels).plus(method.added(beta, added.length, horizon));
        }

        @Override
        public double[] expected() {
            double[] expected = rest.expected();
            for (int t = 0; t < expected.length; t++) {
                expected[t] += added[t];
            }
            return expected;
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> parameters = new LinkedHashMap<>();
            for (int i = 0; i < beta.length; i++) {
                parameters.put("regressor " + method.regressors.names().get(i), beta[i]);
            }
            parameters.putAll(rest.parameters());
            return parameters;
        }

        @Override
        public String description() {
            return rest.description() + " with regressors " + String.join(", ", method.regressors.names());
        }
    }
}
