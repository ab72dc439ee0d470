package dev.almanac.engine;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/// Minimises a function without derivatives. Deterministic; stops after a number of evaluations, never by the
/// clock, and when the fit is cancelled.
/// Source: Nelder and Mead (1965), doi:10.1093/comjnl/7.4.308, with the usual coefficients 1, 2, 1/2, 1/2.
final class NelderMead {

    /// How far to look, and when to stop.
    ///
    /// @param step length of the first simplex' edges
    /// @param tolerance largest difference of the function over the simplex at the end
    record Precision(double step, double tolerance) {

        /// Enough to compare models by their likelihoods.
        static final Precision ROUGH = new Precision(1, 1e-2);

        /// From a start that is known to be good to as many digits as anybody prints.
        static final Precision FINE = new Precision(0.1, 1e-7);
    }

    private NelderMead() {}

    static double[] minimise(
            ToDoubleFunction<double[]> function, double[] start, Precision precision, int evaluations) {
        int n = start.length;
        double[][] simplex = new double[n + 1][];
        double[] values = new double[n + 1];
        for (int i = 0; i <= n; i++) {
            simplex[i] = start.clone();
            if (i > 0) {
                simplex[i][i - 1] += precision.step();
            }
            Cancellation.check();
            values[i] = function.applyAsDouble(simplex[i]);
        }
        int used = n + 1;
        sort(simplex, values);
        while (used < evaluations && values[n] - values[0] > precision.tolerance()) {
            Cancellation.check();
            used += step(function, simplex, values);
            sort(simplex, values);
        }
        return simplex[0];
    }

    /// Replaces the worst point (or shrinks) and answers the evaluations used.
    private static int step(ToDoubleFunction<double[]> function, double[][] simplex, double[] values) {
        int n = simplex.length - 1;
        double[] centre = new double[n];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < n; k++) {
                centre[k] += simplex[i][k] / n;
            }
        }
        double[] reflected = between(centre, simplex[n], -1);
        double value = function.applyAsDouble(reflected);
        if (value < values[0]) {
            double[] expanded = between(centre, simplex[n], -2);
            double further = function.applyAsDouble(expanded);
            replace(simplex, values, further < value ? expanded : reflected, Math.min(further, value));
            return 2;
        }
        if (value < values[n - 1]) {
            replace(simplex, values, reflected, value);
            return 1;
        }
        double[] contracted = between(centre, value < values[n] ? reflected : simplex[n], 0.5);
        double inner = function.applyAsDouble(contracted);
        if (inner < Math.min(value, values[n])) {
            replace(simplex, values, contracted, inner);
            return 2;
        }
        for (int i = 1; i <= n; i++) {
            simplex[i] = between(simplex[0], simplex[i], 0.5);
            values[i] = function.applyAsDouble(simplex[i]);
        }
        return 2 + n;
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] point = new double[from.length];
        for (int k = 0; k < from.length; k++) {
            point[k] = from[k] + share * (to[k] - from[k]);
        }
        return point;
    }

    private static void replace(double[][] simplex, double[] values, double[] point, double value) {
        simplex[simplex.length - 1] = point;
        values[values.length - 1] = value;
    }

    private static void sort(double[][] simplex, double[] values) {
        Integer[] order = new Integer[values.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(values[a], values[b]));
        double[][] oldSimplex = simplex.clone();
        double[] oldValues = values.clone();
        for (int i = 0; i < order.length; i++) {
            simplex[i] = oldSimplex[order[i]];
            values[i] = oldValues[order[i]];
        }
    }
}
