package dev.almanac.engine;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/// Makes forecasts of sums and of their parts agree.
///
/// With `C` the constraints and `W` the covariance that the forecasts' errors are taken to have, the nearest coherent
/// forecasts are `y - W C' (C W C')^-1 C y`. Source: Wickramasuriya, Athanasopoulos and Hyndman (2019),
/// doi:10.1080/01621459.2018.1448825; shrinkage by Schaefer and Strimmer (2005), doi:10.2202/1544-6115.1175.
public enum Reconciliation {
    /// Only the leaves count.
    BOTTOM_UP,
    /// All errors alike and independent.
    OLS,
    /// Variance in proportion to the number of leaves.
    STRUCTURAL,
    /// Minimum trace: covariance of the one-step errors, shrunk towards its diagonal.
    MINT;

    private static final double RIDGE = 1e-8;

    /// @param base shape `[nodes][horizon]`, nodes in the order of [Hierarchy#nodes]
    /// @param errors one-step errors, shape `[nodes][n]`, NaN where unknown; read by MINT only
    /// @return shape `[nodes][horizon]`
    public double[][] reconcile(Hierarchy hierarchy, double[][] base, double[][] errors) {
        double[][] constraints = hierarchy.constraints();
        double[][] w = covariance(hierarchy, errors);
        double[][] spread = times(w, constraints);
        double[][] inner = new double[constraints.length][constraints.length];
        for (int i = 0; i < inner.length; i++) {
            for (int j = 0; j < inner.length; j++) {
                inner[i][j] = LeastSquares.dot(constraints[i], spread[j]);
            }
        }
        double[][] result = new double[base.length][base[0].length];
        for (int h = 0; h < base[0].length; h++) {
            double[] gaps = new double[constraints.length];
            for (int i = 0; i < gaps.length; i++) {
                for (int node = 0; node < base.length; node++) {
                    gaps[i] += constraints[i][node] * base[node][h];
                }
            }
            double[] pull = LeastSquares.solve(inner, gaps);
            for (int node = 0; node < base.length; node++) {
                result[node][h] = base[node][h];
                for (int i = 0; i < pull.length; i++) {
                    result[node][h] -= spread[i][node] * pull[i];
                }
            }
        }
        return result;
    }

    private double[][] covariance(Hierarchy hierarchy, double[][] errors) {
        int aggregates = hierarchy.aggregates().size();
        double[] sizes = hierarchy.sizes();
        return switch (this) {
            case BOTTOM_UP -> diagonal(sizes.length, i -> i < aggregates ? 1 : 0);
            case OLS -> diagonal(sizes.length, i -> 1);
            case STRUCTURAL -> diagonal(sizes.length, i -> sizes[i]);
            case MINT -> shrunk(errors);
        };
    }

    private static double[][] diagonal(int n, IntToDoubleFunction value) {
        double[][] w = new double[n][n];
        for (int i = 0; i < n; i++) {
            w[i][i] = value.applyAsDouble(i);
        }
        return w;
    }

    /// Row i: `W` times the i-th constraint.
    private static double[][] times(double[][] w, double[][] constraints) {
        double[][] result = new double[constraints.length][w.length];
        for (int i = 0; i < constraints.length; i++) {
            for (int node = 0; node < w.length; node++) {
                result[i][node] = LeastSquares.dot(w[node], constraints[i]);
            }
        }
        return result;
    }

    /// The covariance with its correlations multiplied by `1 - lambda`, where lambda weighs how uncertain they are.
    private static double[][] shrunk(double[][] errors) {
        double[][] known = complete(errors);
        int nodes = known.length;
        int n = known[0].length;
        double[] deviations = new double[nodes];
        for (int i = 0; i < nodes; i++) {
            deviations[i] = Math.sqrt(LeastSquares.dot(known[i], known[i]) / n);
        }
        double uncertainty = 0;
        double size = 0;
        double[][] correlations = new double[nodes][nodes];
        for (int i = 0; i < nodes; i++) {
            for (int j = 0; j < i; j++) {
                double scale = deviations[i] * deviations[j];
                double sum = 0;
                double squares = 0;
                for (int t = 0; t < n && scale > 0; t++) {
                    double product = known[i][t] * known[j][t] / scale;
                    sum += product;
                    squares += product * product;
                }
                double r = sum / n;
                correlations[i][j] = r;
                uncertainty += (squares - n * r * r) / n / (n - 1.0);
                size += r * r;
            }
        }
        double lambda = size > 0 ? Math.max(0, Math.min(1, uncertainty / size)) : 1;
        double[][] w = new double[nodes][nodes];
        for (int i = 0; i < nodes; i++) {
            w[i][i] = Math.max(deviations[i] * deviations[i], RIDGE);
            for (int j = 0; j < i; j++) {
                w[i][j] = (1 - lambda) * correlations[i][j] * deviations[i] * deviations[j];
                w[j][i] = w[i][j];
            }
        }
        return w;
    }

    /// The times at which every node's error is known.
    private static double[][] complete(double[][] errors) {
        int n = errors[0].length;
        int[] kept = IntStream.range(0, n)
                .filter(t -> Arrays.stream(errors).noneMatch(row -> Double.isNaN(row[t])))
                .toArray();
        if (kept.length < 2) {
            throw new IllegalArgumentException("minimum trace needs at least 2 common one-step errors");
        }
        double[][] result = new double[errors.length][kept.length];
        for (int i = 0; i < errors.length; i++) {
            for (int t = 0; t < kept.length; t++) {
                result[i][t] = errors[i][kept[t]];
            }
        }
        return result;
    }
}
