package dev.almanac.engine;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Automatic seasonal ARIMA: differences by tests, logarithms where the default model fits better in them, orders by
/// AICc over a small set around the airline model `(0,1,1)(0,1,1)`, first the ordinary part, then the seasonal one.
/// Intervals are normal from the psi weights. Source: Gomez and Maravall (2001), Automatic modeling methods for
/// univariate series; Hyndman and Khandakar (2008), doi:10.18637/jss.v027.i03.
public record Arima(int seasonLength) implements Forecaster {

    private static final int LONGEST_SEASON = 24;

    public Arima {
        if (seasonLength < 1) {
            throw new IllegalArgumentException("season length must be at least 1, was " + seasonLength);
        }
    }

    @Override
    public String name() {
        return "arima";
    }

    @Override
    public int minimumObservations() {
        return 6;
    }

    @Override
    public FittedModel fit(double[] y) {
        Observations.requireUsable(y, minimumObservations());
        int m = seasonLength <= LONGEST_SEASON && y.length >= 2 * seasonLength + 5 ? seasonLength : 1;
        boolean logs = m > 1 && Observations.allPositive(y) && fitsBetterInLogs(y, m);
        double[] x = logs ? logarithms(y) : y;
        int seasonalD = Differencing.seasonal(x, m);
        double[] deseasoned = seasonalD == 1 ? Differencing.difference(x, m) : x;
        int d = Math.min(Differencing.ordinary(deseasoned), seasonalD == 1 ? 1 : 2);
        double[] w = deseasoned;
        for (int i = 0; i < d; i++) {
            w = Differencing.difference(w, 1);
        }
        ArimaFit best = search(w, d, seasonalD, m);
        return new Fitted(x, w, best, logs);
    }

    private static ArimaFit search(double[] w, int d, int seasonalD, int m) {
        ArimaFit best = null;
        int startQ = seasonalD == 1 ? 1 : 0;
        for (int[] orders : ordinaryOrders(d)) {
            for (boolean constant : constants(d + seasonalD)) {
                ArimaOrder order = new ArimaOrder(orders[0], d, orders[1], 0, seasonalD, startQ, m, constant);
                best = better(best, w, order);
            }
        }
        if (m > 1) {
            for (int[] season : seasonalOrders(seasonalD)) {
                best = better(best, w, best.order().withSeason(season[0], season[1]));
            }
        }
        return best;
    }

    private static ArimaFit better(ArimaFit best, double[] w, ArimaOrder order) {
        if (best != null && w.length <= order.parameterCount() + 2) {
            return best;
        }
        ArimaFit fit = ArimaFit.of(w, order);
        return best == null || fit.criterion() < best.criterion() ? fit : best;
    }

    private static List<int[]> ordinaryOrders(int d) {
        return switch (d) {
            case 0 -> List.of(new int[] {1, 0}, new int[] {0, 0}, new int[] {0, 1}, new int[] {2, 0}, new int[] {1, 1});
            case 1 ->
                List.of(
                        new int[] {0, 1},
                        new int[] {0, 0},
                        new int[] {1, 0},
                        new int[] {1, 1},
                        new int[] {0, 2},
                        new int[] {2, 0});
            default -> List.of(new int[] {0, 1}, new int[] {0, 2}, new int[] {1, 1});
        };
    }

    private static List<int[]> seasonalOrders(int seasonalD) {
        return seasonalD == 1
                ? List.of(new int[] {1, 0}, new int[] {0, 0})
                : List.of(new int[] {1, 0}, new int[] {0, 1}, new int[] {1, 1});
    }

    private static List<Boolean> constants(int differences) {
        return switch (differences) {
            case 0 -> List.of(true);
            case 1 -> List.of(false, true);
            default -> List.of(false);
        };
    }

    /// Compares the airline model on both scales; the logarithms' likelihood carries the Jacobian.
    private static boolean fitsBetterInLogs(double[] y, int m) {
        double[] logarithms = logarithms(y);
        double jacobian = 0;
        for (double value : logarithms) {
            jacobian += value;
        }
        ArimaOrder airline = new ArimaOrder(0, 1, 1, 0, 1, 1, m, false);
        double plain = ArimaFit.of(differenced(y, m), airline).criterion();
        double logged = ArimaFit.of(differenced(logarithms, m), airline).criterion();
        int n = y.length - airline.lost();
        return logged + 2 * jacobian * n / y.length < plain;
    }

    private static double[] differenced(double[] y, int m) {
        return Differencing.difference(Differencing.difference(y, m), 1);
    }

    private static double[] logarithms(double[] y) {
        double[] x = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            x[t] = StrictMath.log(y[t]);
        }
        return x;
    }

    /// @param x the series on its scale
    /// @param w the same after differencing
    private record Fitted(double[] x, double[] w, ArimaFit fit, boolean logs) implements FittedModel {

        @Override
        public Forecast forecast(int horizon, double... levels) {
            ArimaOrder order = fit.order();
            LagPolynomial ma = fit.movingAverage();
            LagPolynomial full =
                    fit.autoregressive().timesDifferences(order.d(), order.seasonalD(), order.seasonLength());
            Forecast forecast = Forecast.normal(means(full, ma, horizon), deviations(full, ma, horizon), levels);
            return logs ? exponentials(forecast) : forecast;
        }

        /// The differenced series is continued with its own recursion, then summed up again by the full polynomial.
        private double[] means(LagPolynomial full, LagPolynomial ma, int horizon) {
            int n = x.length;
            int lost = n - w.length;
            double[] path = Arrays.copyOf(x, n + horizon);
            double[] errors = new double[n + horizon];
            System.arraycopy(fit.errors(w), 0, errors, lost, w.length);
            double drift = fit.mean() * (1 - fit.autoregressive().sum());
            for (int h = 0; h < horizon; h++) {
                path[n + h] = drift + full.before(path, n + h) - ma.before(errors, n + h);
            }
            return Arrays.copyOfRange(path, n, n + horizon);
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

        private static Forecast exponentials(Forecast forecast) {
            double[][] lower = new double[forecast.lower().length][];
            double[][] upper = new double[forecast.upper().length][];
            for (int i = 0; i < lower.length; i++) {
                lower[i] = exponentials(forecast.lower()[i]);
                upper[i] = exponentials(forecast.upper()[i]);
            }
            return new Forecast(exponentials(forecast.mean()), forecast.levels(), lower, upper);
        }

        private static double[] exponentials(double[] values) {
            double[] result = new double[values.length];
            for (int i = 0; i < values.length; i++) {
                result[i] = StrictMath.exp(values[i]);
            }
            return result;
        }

        @Override
        public Map<String, Double> parameters() {
            Map<String, Double> values = new LinkedHashMap<>();
            put(values, "ar", fit.autoregressive());
            put(values, "ma", fit.movingAverage());
            values.put("mean", fit.mean());
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
}
