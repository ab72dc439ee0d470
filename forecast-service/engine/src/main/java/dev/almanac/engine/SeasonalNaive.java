package dev.almanac.engine;

import java.util.Arrays;
import java.util.Map;

/// The last season again: `y[n+h] = y[n+h-m*k]`, with `k = ceil(h/m)`; for `m = 1` the last value. The yardstick of
/// every other method. Intervals: normal, variance `sigma^2 * k` with sigma^2 the mean squared seasonal difference.
/// Source: Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3rd ed.), section 5.5.
public record SeasonalNaive(int seasonLength) implements Forecaster {

    public SeasonalNaive {
        if (seasonLength < 1) {
            throw new IllegalArgumentException("season length must be at least 1, was " + seasonLength);
        }
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
        int m = seasonLength;
        double[] last = Arrays.copyOfRange(y, y.length - m, y.length);
        double squares = 0;
        for (int t = m; t < y.length; t++) {
            double difference = y[t] - y[t - m];
            squares += difference * difference;
        }
        return new Fitted(last, Math.sqrt(squares / (y.length - m)));
    }

    private record Fitted(double[] last, double sigma) implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            double[] mean = new double[horizon];
            double[] deviations = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                mean[h] = last[h % last.length];
                deviations[h] = sigma * Math.sqrt(1 + h / last.length);
            }
            return Forecast.normal(mean, deviations, levels);
        }

        @Override
        public Map<String, Double> parameters() {
            return Map.of("sigma", sigma);
        }

        @Override
        public String description() {
            return "Seasonal naive, season of " + last.length;
        }
    }
}
