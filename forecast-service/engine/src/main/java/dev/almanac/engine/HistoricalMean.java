package dev.almanac.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The mean of everything seen, at every step ahead; variance `s^2 * (1 + 1/n)`, normal.
/// Source: Hyndman and Athanasopoulos (3rd ed.), sections 5.2 and 5.5; R's `meanf` takes Student's t instead.
public record HistoricalMean() implements Forecaster {

    @Override
    public String name() {
        return "mean";
    }

    @Override
    public int minimumObservations() {
        return 2;
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        double spread = Observations.deviation(y) * Math.sqrt(y.length / (y.length - 1.0));
        return new Fitted(Observations.mean(y, 0, y.length), spread, y.length);
    }

    private record Fitted(double mean, double spread, int n) implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            double[] means = new double[horizon];
            double[] deviations = new double[horizon];
            Arrays.fill(means, mean);
            Arrays.fill(deviations, spread * Math.sqrt(1 + 1.0 / n));
            return Forecast.normal(means, deviations, levels);
        }

        @Override
        public double[] expected() {
            double[] expected = new double[n];
            Arrays.fill(expected, mean);
            return expected;
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> parameters = new LinkedHashMap<>();
            parameters.put("mean", mean);
            parameters.put("sigma", spread);
            return parameters;
        }

        @Override
        public String description() {
            return "Mean";
        }
    }
}
