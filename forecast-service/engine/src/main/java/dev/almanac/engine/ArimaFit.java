package dev.almanac.engine;

import java.util.Arrays;

/// One regression with ARIMA errors on one series: `y = z*beta + x`, with `x` an ARIMA process of the given orders.
///
/// The coefficients are stationary and invertible by construction and minimise the likelihood, exact for short memories
/// and conditional for long ones (see [ArmaFilter]); `beta` follows by generalised least squares at each step. A
/// constant is the regressor whose difference is one: ones, or the time. Cost: evaluations x n x lags.
/// Source: Harvey and Phillips (1979), doi:10.1093/biomet/66.1.49.
///
/// @param beta one a regressor, that of the constant last
/// @param sigma standard deviation of the innovation
/// @param criterion AICc, comparable between models of the same differences and scale
record ArimaFit(
        ArimaOrder order, double[] coefficients, double[] beta, double sigma, double logLikelihood, double criterion) {

    private static final int EVALUATIONS_PER_COEFFICIENT = 60;

    /// @param y shape `[n]`; `regressors` shape `[k][n]`
    static ArimaFit of(double[] y, double[][] regressors, ArimaOrder order) {
        return rough(y, regressors, order).refined(y, regressors);
    }

    /// Near the optimum: enough to compare orders.
    static ArimaFit rough(double[] y, double[][] regressors, ArimaOrder order) {
        return search(y, regressors, order, new double[order.coefficients()], NelderMead.Precision.ROUGH);
    }

    /// At the optimum.
    ArimaFit refined(double[] y, double[][] regressors) {
        return search(y, regressors, order, coefficients, NelderMead.Precision.FINE);
    }

    private static ArimaFit search(
            double[] y, double[][] regressors, ArimaOrder order, double[] start, NelderMead.Precision precision) {
        double[] w = order.differenced(y);
        double[][] z = order.differenced(columns(regressors, order, y.length));
        Work work = new Work(w, z);
        int count = order.coefficients();
        double[] best = count == 0
                ? start
                : NelderMead.minimise(
                        free -> work.criterion(order, free), start, precision, EVALUATIONS_PER_COEFFICIENT * count);
        double twice = work.criterion(order, best);
        int n = w.length;
        int k = count + z.length + 1;
        double penalty = n - k - 1 > 0 ? 2.0 * k * n / (n - k - 1) : Double.POSITIVE_INFINITY;
        double sigma = Math.sqrt(work.squares / Math.max(1, n - k + 1));
        double likelihood = -0.5 * (twice + n * (1 + StrictMath.log(2 * Math.PI)));
        return new ArimaFit(order, best, work.beta, sigma, likelihood, twice + penalty);
    }

    /// The same coefficients with other regressors, whose `beta` are estimated.
    ArimaFit held(double[] y, double[][] regressors) {
        Work work = new Work(order.differenced(y), order.differenced(columns(regressors, order, y.length)));
        double twice = work.criterion(order, coefficients);
        return new ArimaFit(order, coefficients, work.beta, sigma, -twice / 2, criterion);
    }

    LagPolynomial autoregressive() {
        return autoregressive(order, coefficients);
    }

    /// The autoregressive part times the differences.
    LagPolynomial integrated() {
        return autoregressive().timesDifferences(order.d(), order.seasonalD(), order.seasonLength());
    }

    LagPolynomial movingAverage() {
        return movingAverage(order, coefficients);
    }

    /// The ARIMA process itself: the series without what the regressors explain.
    double[] process(double[] y, double[][] regressors) {
        return Observations.less(y, LeastSquares.sum(columns(regressors, order, y.length), beta, y.length));
    }

    /// What the regressors and the constant add at the times `from` and later.
    ///
    /// @param regressors shape `[k][horizon]`
    double[] ahead(double[][] regressors, int from, int horizon) {
        double[][] columns = Arrays.copyOf(regressors, beta.length);
        if (order.constant()) {
            columns[beta.length - 1] = constant(order, from, horizon);
        }
        return LeastSquares.sum(columns, beta, horizon);
    }

    /// One-step errors over the differenced process, scaled to the innovation.
    double[] errors(double[] x) {
        double[][] w = {order.differenced(x)};
        double[][] errors = new double[1][w[0].length];
        new ArmaFilter(autoregressive(), movingAverage()).filter(w, errors);
        return errors[0];
    }

    private static double[][] columns(double[][] regressors, ArimaOrder order, int n) {
        if (!order.constant()) {
            return regressors;
        }
        double[][] columns = Arrays.copyOf(regressors, regressors.length + 1);
        columns[regressors.length] = constant(order, 0, n);
        return columns;
    }

    private static double[] constant(ArimaOrder order, int from, int length) {
        double[] constant = new double[length];
        Arrays.setAll(constant, t -> order.d() + order.seasonalD() == 0 ? 1 : from + t);
        return constant;
    }

    private static LagPolynomial autoregressive(ArimaOrder order, double[] free) {
        return LagPolynomial.of(free, 0, order.p(), order.seasonalP(), order.seasonLength());
    }

    /// With the sign of `1 - theta*B`, so that a positive coefficient smooths.
    private static LagPolynomial movingAverage(ArimaOrder order, double[] free) {
        return LagPolynomial.of(
                free, order.p() + order.seasonalP(), order.q(), order.seasonalQ(), order.seasonLength());
    }

    /// The arrays of one search, used again at each step.
    private static final class Work {
        private final double[][] columns;
        private final double[][] errors;
        private double[] beta = {};
        private double squares;

        Work(double[] w, double[][] z) {
            columns = new double[z.length + 1][];
            columns[0] = w;
            System.arraycopy(z, 0, columns, 1, z.length);
            errors = new double[columns.length][w.length];
        }

        /// Twice the negative logarithm of the likelihood, without its constant.
        double criterion(ArimaOrder order, double[] free) {
            ArmaFilter filter = new ArmaFilter(autoregressive(order, free), movingAverage(order, free));
            filter.filter(columns, errors);
            int n = errors[0].length;
            double[][] explaining = Arrays.copyOfRange(errors, 1, errors.length);
            beta = LeastSquares.coefficients(explaining, errors[0]);
            squares = 0;
            for (int t = 0; t < n; t++) {
                double error = errors[0][t];
                for (int i = 0; i < beta.length; i++) {
                    error -= beta[i] * explaining[i][t];
                }
                squares += error * error;
            }
            return n * StrictMath.log(Math.max(squares / n, 1e-300)) + filter.logDeterminant();
        }
    }
}
