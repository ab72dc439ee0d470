package dev.almanac.engine;

import java.util.Arrays;

/// `1 - c[1]*B^lag[1] - c[2]*B^lag[2] - ...`, with the lags that occur only.
///
/// @param lags ascending, at least 1
/// @param coefficients one a lag
record LagPolynomial(int[] lags, double[] coefficients) {

    private static final double BOUND = 0.985;

    /// The product of an ordinary and a seasonal polynomial, whose roots are outside the unit
    /// circle by construction: the free values are taken through partial autocorrelations inside (-1, 1).
    /// Source: Monahan (1984), doi:10.1093/biomet/71.2.403.
    static LagPolynomial of(double[] free, int from, int order, int seasonalOrder, int seasonLength) {
        double[] plain = coefficients(free, from, order);
        double[] seasonal = coefficients(free, from + order, seasonalOrder);
        double[] dense = new double[order + seasonalOrder * seasonLength + 1];
        dense[0] = -1;
        for (int i = 0; i < order; i++) {
            dense[i + 1] = plain[i];
        }
        double[] product = new double[dense.length];
        for (int i = 0; i <= order; i++) {
            product[i] += dense[i];
            for (int j = 0; j < seasonalOrder; j++) {
                product[i + (j + 1) * seasonLength] -= dense[i] * seasonal[j];
            }
        }
        return sparse(product);
    }

    /// The polynomial times `(1 - B)^d (1 - B^m)^D`.
    LagPolynomial timesDifferences(int d, int seasonalD, int seasonLength) {
        double[] dense = dense();
        for (int i = 0; i < d; i++) {
            dense = difference(dense, 1);
        }
        for (int i = 0; i < seasonalD; i++) {
            dense = difference(dense, seasonLength);
        }
        return sparse(dense);
    }

    int degree() {
        return lags.length == 0 ? 0 : lags[lags.length - 1];
    }

    double sum() {
        double sum = 0;
        for (double coefficient : coefficients) {
            sum += coefficient;
        }
        return sum;
    }

    /// The weighted sum of the values before `t`; those before 0 count as 0.
    double before(double[] values, int t) {
        double sum = 0;
        for (int i = 0; i < lags.length && lags[i] <= t; i++) {
            sum += coefficients[i] * values[t - lags[i]];
        }
        return sum;
    }

    private double[] dense() {
        double[] dense = new double[degree() + 1];
        dense[0] = -1;
        for (int i = 0; i < lags.length; i++) {
            dense[lags[i]] = coefficients[i];
        }
        return dense;
    }

    private static double[] difference(double[] dense, int lag) {
        double[] result = Arrays.copyOf(dense, dense.length + lag);
        for (int i = 0; i < dense.length; i++) {
            result[i + lag] -= dense[i];
        }
        return result;
    }

    private static LagPolynomial sparse(double[] dense) {
        int count = 0;
        for (int i = 1; i < dense.length; i++) {
            count += dense[i] == 0 ? 0 : 1;
        }
        int[] lags = new int[count];
        double[] coefficients = new double[count];
        int next = 0;
        for (int i = 1; i < dense.length; i++) {
            if (dense[i] != 0) {
                lags[next] = i;
                coefficients[next++] = dense[i];
            }
        }
        return new LagPolynomial(lags, coefficients);
    }

    /// Partial autocorrelations inside (-1, 1) become coefficients by the recursion of Durbin and Levinson.
    private static double[] coefficients(double[] free, int from, int order) {
        double[] result = new double[order];
        double[] before = new double[order];
        for (int k = 0; k < order; k++) {
            double partial = BOUND * StrictMath.tanh(free[from + k]);
            System.arraycopy(result, 0, before, 0, k);
            for (int i = 0; i < k; i++) {
                result[i] = before[i] - partial * before[k - 1 - i];
            }
            result[k] = partial;
        }
        return result;
    }
}
