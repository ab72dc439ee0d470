package dev.almanac.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// The last season again, moved by the mean seasonal change: `y[n+h] = y[n+h-m*k] + k*c`, with `k = ceil(h/m)` and `c`
/// the mean of `y[t] - y[t-m]`; for `m = 1` the line through the first and the last value. Variance
/// `sigma^2 * (k + k^2 / (n-m))`, with sigma^2 of the changes around their mean; the second term is the estimate's own.
/// The same as ARIMA(0,0,0)(0,1,0)[m] with drift. Source: Hyndman and Athanasopoulos (3rd ed.), section 5.2.
public record Drift(int seasonLength) implements Forecaster {

    public Drift {
        Observations.requireSeason(seasonLength);
    }

    @Override
    public String name() {
        return "drift";
    }

    @Override
    public int minimumObservations() {
        return seasonLength + 2;
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        double[] changes = Differencing.difference(y, seasonLength);
        double change = Observations.mean(changes, 0, changes.length);
        double sigma = Observations.deviation(changes) * Math.sqrt(changes.length / (changes.length - 1.0));
        return new Fitted(y.clone(), seasonLength, change, sigma);
    }

    private record Fitted(double[] y, int m, double change, double sigma) implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            double[] mean = new double[horizon];
            double[] deviations = new double[horizon];
            for (int h = 0; h < horizon; h++) {
                double k = 1 + h / m;
                mean[h] = y[y.length - m + h % m] + k * change;
                deviations[h] = sigma * Math.sqrt(k + k * k / (y.length - m));
            }
            return Forecast.normal(mean, deviations, levels);
        }

        @Override
        public double[] expected() {
            double[] expected = new double[y.length];
            Arrays.fill(expected, 0, m, Double.NaN);
            for (int t = m; t < y.length; t++) {
                expected[t] = y[t - m] + change;
            }
            return expected;
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> parameters = new LinkedHashMap<>();
            parameters.put("drift", change);
            parameters.put("sigma", sigma);
            return parameters;
        }

        @Override
        public String description() {
            return m == 1 ? "Drift" : "Seasonal drift, season of " + m;
        }
    }
}
