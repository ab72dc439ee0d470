package dev.almanac.engine;

import java.util.Arrays;
import java.util.List;

/// Automatic seasonal ARIMA: differences by tests, logarithms where the default model fits better in them, orders by
/// AICc over a small set around the airline model `(0,1,1)(0,1,1)`, first the ordinary part, then the seasonal one, or,
/// without a season, on to neighbouring orders of up to three terms while that helps.
/// Intervals are normal from the psi weights. Source: Gomez and Maravall (2001), Automatic modeling methods for
/// univariate series; Hyndman and Khandakar (2008), doi:10.18637/jss.v027.i03.
public record Arima(int seasonLength) implements Forecaster {

    private static final int LONGEST_SEASON = 24;
    private static final int TELLING = 500;
    private static final int MOST_TERMS = 3;
    private static final int[][] STEPS = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}, {1, 1}, {-1, -1}, {1, -1}, {-1, 1}};
    private static final double[][] NONE = {};

    public Arima {
        Observations.requireSeason(seasonLength);
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
        return fit(y, usableSeason(y.length), Explanatory.NONE);
    }

    /// A regression with ARIMA errors; the scale is that of the series where there are regressors.
    static FittedModel fit(double[] y, int m, Explanatory explanatory) {
        double[][] z = explanatory.columns(0, y.length);
        boolean logs = z.length == 0 && prefersLogs(y, m);
        double[] x = logs ? logarithms(y) : y;
        ArimaFit best = search(x, z, m);
        return new FittedArima(x, best.process(x, z), best, explanatory, logs);
    }

    /// The coefficients of the regressors.
    static double[] effects(double[] y, int seasonLength, Regressors regressors) {
        double[][] z = regressors.columns(0, y.length);
        return Arrays.copyOf(new Arima(seasonLength).best(y, z).beta(), z.length);
    }

    /// The best model with regressors, on the scale of the series.
    ArimaFit best(double[] y, double[][] z) {
        return search(y, z, usableSeason(y.length));
    }

    boolean prefersLogs(double[] y) {
        return prefersLogs(y, usableSeason(y.length));
    }

    private static boolean prefersLogs(double[] y, int m) {
        return m > 1 && Observations.allPositive(y) && fitsBetterInLogs(y, m);
    }

    private int usableSeason(int n) {
        return seasonLength <= LONGEST_SEASON && n >= 2 * seasonLength + 5 ? seasonLength : 1;
    }

    /// Orders are told apart by the most recent observations; then the coefficients are those of the whole series.
    private static ArimaFit search(double[] y, double[][] z, int m) {
        int from = Math.max(0, y.length - TELLING);
        double[][] recent = Arrays.stream(z)
                .map(column -> Arrays.copyOfRange(column, from, column.length))
                .toArray(double[][]::new);
        return orders(Arrays.copyOfRange(y, from, y.length), recent, m).refined(y, z);
    }

    private static ArimaFit orders(double[] y, double[][] z, int m) {
        double[] rest = LeastSquares.residuals(z, y);
        int seasonalD = Differencing.seasonal(rest, m);
        double[] deseasoned = seasonalD == 1 ? Differencing.difference(rest, m) : rest;
        int d = Math.min(Differencing.ordinary(deseasoned), seasonalD == 1 ? 1 : 2);
        ArimaFit best = null;
        int startQ = seasonalD == 1 ? 1 : 0;
        for (int[] orders : ordinaryOrders(d)) {
            for (boolean constant : constants(d + seasonalD)) {
                ArimaOrder order = new ArimaOrder(orders[0], d, orders[1], 0, seasonalD, startQ, m, constant);
                best = better(best, y, z, order);
            }
        }
        if (m == 1) {
            return stepwise(best, y, z);
        }
        for (int[] season : seasonalOrders(seasonalD)) {
            best = better(best, y, z, best.order().withSeason(season[0], season[1]));
        }
        return best;
    }

    /// Goes on to neighbouring ordinary orders while that helps.
    private static ArimaFit stepwise(ArimaFit start, double[] y, double[][] z) {
        ArimaFit best = start;
        ArimaFit before;
        do {
            before = best;
            for (int[] step : STEPS) {
                int p = before.order().p() + step[0];
                int q = before.order().q() + step[1];
                if (p >= 0 && q >= 0 && p <= MOST_TERMS && q <= MOST_TERMS) {
                    best = better(best, y, z, before.order().withOrdinary(p, q));
                }
            }
        } while (best != before);
        return best;
    }

    private static ArimaFit better(ArimaFit best, double[] y, double[][] z, ArimaOrder order) {
        if (best != null && y.length - order.lost() <= z.length + order.parameterCount() + 2) {
            return best;
        }
        ArimaFit fit = ArimaFit.rough(y, z, order);
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
        double plain = ArimaFit.rough(y, NONE, airline).criterion();
        double logged = ArimaFit.rough(logarithms, NONE, airline).criterion();
        int n = y.length - airline.lost();
        return logged + 2 * jacobian * n / y.length < plain;
    }

    static double[] logarithms(double[] y) {
        double[] x = new double[y.length];
        for (int t = 0; t < y.length; t++) {
            x[t] = StrictMath.log(y[t]);
        }
        return x;
    }

    static double[] exponentials(double[] x) {
        double[] y = new double[x.length];
        for (int t = 0; t < x.length; t++) {
            y[t] = StrictMath.exp(x[t]);
        }
        return y;
    }
}
