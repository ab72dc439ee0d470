package dev.almanac.engine;

import java.util.Arrays;

/// Turns an ARMA process into its one-step errors, for the series and each regressor alike: the filter is linear, so
/// regression on filtered columns is generalised least squares.
///
/// Short memories (see [#LARGEST_STATE]) are filtered exactly, from the stationary distribution of the state (Kalman
/// filter; Gardner, Harvey and Phillips 1980, AS 154); long ones with zeros before the start (Box and Jenkins 1976,
/// chapter 7).
final class ArmaFilter {

    /// States that pay for the exact filter; its cost grows with the square.
    static final int LARGEST_STATE = 4;

    private static final int DOUBLINGS = 14;
    private static final double VANISHING = 1e-8;
    private static final double STEADY = 1e-9;

    private final LagPolynomial ar;
    private final LagPolynomial ma;
    private final int states;
    private double logDeterminant;

    /// @param ma with the sign of `1 - theta*B`
    ArmaFilter(LagPolynomial ar, LagPolynomial ma) {
        this.ar = ar;
        this.ma = ma;
        this.states = Math.max(Math.max(ar.degree(), ma.degree() + 1), 1);
    }

    boolean isExact() {
        return states <= LARGEST_STATE;
    }

    /// The sum of the logarithms of the scaled error variances of the last [#filter]; 0 for the conditional one.
    double logDeterminant() {
        return logDeterminant;
    }

    /// Scaled one-step errors: each divided by its standard deviation in units of the innovation's.
    ///
    /// @param columns shape `[k][n]`
    /// @param errors takes the answer, same shape
    void filter(double[][] columns, double[][] errors) {
        logDeterminant = 0;
        if (isExact()) {
            exact(columns, errors);
        } else {
            for (int c = 0; c < columns.length; c++) {
                conditional(columns[c], errors[c]);
            }
        }
    }

    private void conditional(double[] w, double[] errors) {
        for (int t = 0; t < w.length; t++) {
            errors[t] = w[t] - ar.before(w, t) + ma.before(errors, t);
        }
    }

    private void exact(double[][] columns, double[][] errors) {
        int r = states;
        double[] phi = dense(ar, r);
        double[] impact = impact(r);
        double[] p = stationary(phi, impact);
        double[] half = new double[r * r];
        double[][] state = new double[columns.length][r];
        double[] gain = new double[r];
        boolean steady = false;
        double deviation = 1;
        for (int t = 0; t < columns[0].length; t++) {
            if (!steady) {
                double variance = p[0];
                deviation = Math.sqrt(variance);
                for (int i = 0; i < r; i++) {
                    gain[i] = p[i * r] / variance;
                }
                logDeterminant += StrictMath.log(variance);
                steady = Math.abs(variance - 1) < STEADY;
                update(p, gain);
                predict(p, half, phi, impact);
            }
            for (int c = 0; c < columns.length; c++) {
                double error = columns[c][t] - state[c][0];
                errors[c][t] = error / deviation;
                advance(state[c], gain, error, phi);
            }
        }
    }

    /// `state = T (state + gain * error)`, with `T` the companion matrix of `phi`.
    private static void advance(double[] state, double[] gain, double error, double[] phi) {
        int r = state.length;
        double first = state[0] + gain[0] * error;
        for (int i = 0; i < r - 1; i++) {
            state[i] = phi[i] * first + state[i + 1] + gain[i + 1] * error;
        }
        state[r - 1] = phi[r - 1] * first;
    }

    /// What the observation leaves of the variance; rows are taken from the last, because all need the first.
    private static void update(double[] p, double[] gain) {
        int r = gain.length;
        for (int i = r - 1; i >= 0; i--) {
            for (int j = 0; j < r; j++) {
                p[i * r + j] -= gain[i] * p[j];
            }
        }
    }

    /// `p = T p T' + R R'`.
    private static void predict(double[] p, double[] half, double[] phi, double[] impact) {
        int r = phi.length;
        for (int i = 0; i < r; i++) {
            for (int j = 0; j < r; j++) {
                half[i * r + j] = phi[i] * p[j] + (i + 1 < r ? p[(i + 1) * r + j] : 0);
            }
        }
        for (int i = 0; i < r; i++) {
            for (int j = 0; j < r; j++) {
                double next = j + 1 < r ? half[i * r + j + 1] : 0;
                p[i * r + j] = half[i * r] * phi[j] + next + impact[i] * impact[j];
            }
        }
    }

    /// The variance that prediction leaves as it is, by doubling: after k rounds the first 2^k terms are summed, until
    /// the next ones vanish.
    private static double[] stationary(double[] phi, double[] impact) {
        int r = phi.length;
        double[] a = new double[r * r];
        double[] p = new double[r * r];
        double[] product = new double[r * r];
        for (int i = 0; i < r; i++) {
            a[i * r] = phi[i];
            if (i + 1 < r) {
                a[i * r + i + 1] = 1;
            }
            for (int j = 0; j < r; j++) {
                p[i * r + j] = impact[i] * impact[j];
            }
        }
        for (int round = 0; round < DOUBLINGS && largest(a) > VANISHING; round++) {
            times(a, p, product, r);
            for (int i = 0; i < r; i++) {
                for (int j = 0; j < r; j++) {
                    double sum = 0;
                    for (int k = 0; k < r; k++) {
                        sum += product[i * r + k] * a[j * r + k];
                    }
                    p[i * r + j] += sum;
                }
            }
            times(a, a, product, r);
            System.arraycopy(product, 0, a, 0, a.length);
        }
        return p;
    }

    private static double largest(double[] a) {
        double largest = 0;
        for (double value : a) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static void times(double[] a, double[] b, double[] product, int r) {
        for (int i = 0; i < r; i++) {
            for (int j = 0; j < r; j++) {
                double sum = 0;
                for (int k = 0; k < r; k++) {
                    sum += a[i * r + k] * b[k * r + j];
                }
                product[i * r + j] = sum;
            }
        }
    }

    private double[] impact(int r) {
        double[] impact = dense(ma, r + 1);
        double[] result = new double[r];
        result[0] = 1;
        for (int i = 1; i < r; i++) {
            result[i] = -impact[i - 1];
        }
        return result;
    }

    private static double[] dense(LagPolynomial polynomial, int length) {
        double[] dense = new double[length];
        for (int i = 0; i < polynomial.lags().length; i++) {
            dense[polynomial.lags()[i] - 1] = polynomial.coefficients()[i];
        }
        return Arrays.copyOf(dense, length);
    }
}
