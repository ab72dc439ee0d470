package dev.almanac.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// An ARIMA model after it has seen a series. Intervals are normal from the psi weights.
///
/// @param y the series on the scale it was fitted
/// @param x the ARIMA process in it
record FittedArima(double[] y, double[] x, ArimaFit fit, Explanatory explanatory, boolean logs) implements FittedModel {

    @Override
    public Forecast forecast(int horizon, double... levels) {
        LagPolynomial ma = fit.movingAverage();
        LagPolynomial full = fit.integrated();
        Forecast forecast = Forecast.normal(means(full, ma, horizon), deviations(full, ma, horizon), levels)
                .plus(fit.ahead(explanatory.columns(x.length, horizon), x.length, horizon));
        return logs ? forecast.exponentials() : forecast;
    }

    /// The process is continued by its full polynomial, differences included.
    private double[] means(LagPolynomial full, LagPolynomial ma, int horizon) {
        int n = x.length;
        double[] path = Arrays.copyOf(x, n + horizon);
        double[] errors = new double[n + horizon];
        double[] known = fit.errors(x);
        System.arraycopy(known, 0, errors, n - known.length, known.length);
        for (int h = 0; h < horizon; h++) {
            path[n + h] = full.before(path, n + h) - ma.before(errors, n + h);
        }
        return Arrays.copyOfRange(path, n, n + horizon);
    }

    @Override
    public double[] expected() {
        double[] errors = fit.errors(x);
        double[] expected = new double[y.length];
        int lost = y.length - errors.length;
        Arrays.fill(expected, 0, lost, Double.NaN);
        for (int t = lost; t < y.length; t++) {
            double value = y[t] - errors[t - lost];
            expected[t] = logs ? StrictMath.exp(value) : value;
        }
        return expected;
    }

    private double[] deviations(LagPolynomial full, LagPolynomial ma, int horizon) {
        double[] psi = new double[horizon];
        double[] impulse = new double[horizon];
        double[] deviations = new double[horizon];
        double sum = 0;
        for (int h = 0; h < horizon; h++) {
            impulse[h] = h == 0 ? 1 : 0;
            psi[h] = impulse[h] + full.before(psi, h) - ma.before(impulse, h);
            sum += psi[h] * psi[h];
            deviations[h] = fit.sigma() * Math.sqrt(sum);
        }
        return deviations;
    }

    @Override
    public Map<String, Double> parameters() {
        Map<String, Double> values = new LinkedHashMap<>();
        put(values, "ar", fit.autoregressive());
        put(values, "ma", fit.movingAverage());
        if (fit.order().constant()) {
            String name = fit.order().d() + fit.order().seasonalD() == 0 ? "mean" : "drift";
            values.put(name, fit.beta()[fit.beta().length - 1]);
        }
        values.put("sigma", fit.sigma());
        values.put("aicc", fit.criterion());
        return values;
    }

    private static void put(Map<String, Double> values, String name, LagPolynomial polynomial) {
        for (int i = 0; i < polynomial.lags().length; i++) {
            values.put(name + polynomial.lags()[i], polynomial.coefficients()[i]);
        }
    }

    @Override
    public String description() {
        return fit.order().code() + (logs ? " of logarithms" : "");
    }
}
