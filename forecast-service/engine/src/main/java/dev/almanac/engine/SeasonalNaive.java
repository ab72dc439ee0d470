package dev.almanac.engine;

import java.util.Arrays;
import java.util.Map;

/// The last season again: `y[n+h] = y[n+h-m*k]`, with `k = ceil(h/m)`; for `m = 1` the last value. The yardstick of
/// every other method. Intervals: normal, variance `sigma^2 * k` with sigma^2 the mean squared seasonal difference.
/// Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3rd ed.), section 5.5.
public record SeasonalNaive(int seasonLength) implements Forecaster {

    public SeasonalNaive {
        Observations.requireSeason(seasonLength);
    }

    @Override
    public String name() {
        return "seasonal_naive";
    }

    @Override
    public int minimumObservations() {
        return seasonLength + 1;
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        double squares = 0;
        for (int t = seasonLength; t < y.length; t++) {
            double difference = y[t] - y[t - seasonLength];
            squares += difference * difference;
        }
        return new Fitted(y.clone(), seasonLength, Math.sqrt(squares / (y.length - seasonLength)));
    }

    private record Fitted(double[] y, int m, double sigma) implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            double[] mean = new double[horizon];
            double[] deviations = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                mean[h] = y[y.length - m + h % m];
                deviations[h] = sigma * Math.sqrt(1 + h / m);
            }
            return Forecast.normal(mean, deviations, levels);
        }

        @Override
        public double[] expected() {
            double[] expected = new double[y.length];
            Arrays.fill(expected, 0, m, Double.NaN);
            System.arraycopy(y, 0, expected, m, y.length - m);
            return expected;
        }

        @Override
        public Map<String, Double> parameters() {
            return Map.of("sigma", sigma);
        }

        @Override
        public String description() {
            return m == 1 ? "Naive" : "Seasonal naive, season of " + m;
        }
    }
}
