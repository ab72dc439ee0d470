package dev.almanac.engine;

/// Ordinary least squares on few columns, by the normal equations and Cholesky's decomposition; a column that others
/// explain gets the coefficient 0.
final class LeastSquares {

    private static final double DEPENDENT = 1e-10;

    private LeastSquares() {}

    /// @param columns shape `[k][n]`; `y` shape `[n]`
    /// @return shape `[k]`
    static double[] coefficients(double[][] columns, double[] y) {
        int k = columns.length;
        double[][] products = new double[k][k];
        double[] right = new double[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = dot(columns[i], columns[j]);
            }
            right[i] = dot(columns[i], y);
        }
        return solve(products, right);
    }

    /// Each column times its coefficient, added up.
    static double[] sum(double[][] columns, double[] coefficients, int length) {
        double[] sum = new double[length];
        for (int i = 0; i < columns.length; i++) {
            for (int t = 0; t < length; t++) {
                sum[t] += coefficients[i] * columns[i][t];
            }
        }
        return sum;
    }

    /// What the columns leave of `y`.
    static double[] residuals(double[][] columns, double[] y) {
        double[] beta = coefficients(columns, y);
        double[] rest = y.clone();
        for (int i = 0; i < beta.length; i++) {
            for (int t = 0; t < rest.length; t++) {
                rest[t] -= beta[i] * columns[i][t];
            }
        }
        return rest;
    }

    /// Solves `a x = b` for a symmetric, positive semidefinite `a` of which the lower triangle is read.
    static double[] solve(double[][] a, double[] b) {
        int k = b.length;
        double[][] root = new double[k][k];
        boolean[] dependent = new boolean[k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int l = 0; l < j; l++) {
                    sum -= root[i][l] * root[j][l];
                }
                if (i == j) {
                    dependent[i] = !(sum > DEPENDENT * a[i][i]);
                    root[i][i] = dependent[i] ? 1 : Math.sqrt(sum);
                } else {
                    root[i][j] = dependent[j] ? 0 : sum / root[j][j];
                }
            }
            if (dependent[i]) {
                for (int j = 0; j < i; j++) {
                    root[i][j] = 0;
                }
            }
        }
        return substituted(root, dependent, b);
    }

    private static double[] substituted(double[][] root, boolean[] dependent, double[] b) {
        int k = b.length;
        double[] x = new double[k];
        for (int i = 0; i < k; i++) {
            double sum = dependent[i] ? 0 : b[i];
            for (int j = 0; j < i; j++) {
                sum -= root[i][j] * x[j];
            }
            x[i] = sum / root[i][i];
        }
        for (int i = k - 1; i >= 0; i--) {
            double sum = x[i];
            for (int j = i + 1; j < k; j++) {
                sum -= root[j][i] * x[j];
            }
            x[i] = sum / root[i][i];
        }
        return x;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int t = 0; t < a.length; t++) {
            sum += a[t] * b[t];
        }
        return sum;
    }
}
