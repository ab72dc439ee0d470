package dev.almanac.engine;

/// One ARIMA model on one series: the conditional sum of squares with zeros before the start, minimised over
/// coefficients that are stationary and invertible by construction; the constant is the mean of the differenced series.
/// Cost: evaluations x n x lags. Source: Box and Jenkins (1976), chapter 7.
///
/// @param criterion AICc; models of the same differences and scale can be compared
record ArimaFit(ArimaOrder order, double[] coefficients, double mean, double sigma, double criterion) {

    private static final int EVALUATIONS_PER_COEFFICIENT = 60;

    /// @param w the series after `order`'s differences
    static ArimaFit of(double[] w, ArimaOrder order) {
        double mean = order.constant() ? Observations.mean(w, 0, w.length) : 0;
        int count = order.coefficients();
        double[] errors = new double[w.length];
        double[] centred = new double[w.length];
        for (int t = 0; t < w.length; t++) {
            centred[t] = w[t] - mean;
        }
        double[] start = new double[count];
        double[] best = count == 0
                ? start
                : NelderMead.minimise(
                        free -> squares(centred, errors, order, free), start, EVALUATIONS_PER_COEFFICIENT * count);
        double squares = squares(centred, errors, order, best);
        int n = w.length;
        int k = order.parameterCount();
        double penalty = n - k - 1 > 0 ? 2.0 * k * n / (n - k - 1) : Double.POSITIVE_INFINITY;
        double criterion = n * StrictMath.log(Math.max(squares / n, 1e-300)) + penalty;
        return new ArimaFit(order, best, mean, Math.sqrt(squares / Math.max(1, n - k + 1)), criterion);
    }

    LagPolynomial autoregressive() {
        return autoregressive(order, coefficients);
    }

    LagPolynomial movingAverage() {
        return movingAverage(order, coefficients);
    }

    /// One-step errors over the differenced series.
    double[] errors(double[] w) {
        double[] centred = new double[w.length];
        for (int t = 0; t < w.length; t++) {
            centred[t] = w[t] - mean;
        }
        double[] errors = new double[w.length];
        squares(centred, errors, order, coefficients);
        return errors;
    }

    private static double squares(double[] w, double[] errors, ArimaOrder order, double[] free) {
        LagPolynomial ar = autoregressive(order, free);
        LagPolynomial ma = movingAverage(order, free);
        double squares = 0;
        for (int t = 0; t < w.length; t++) {
            double error = w[t] - ar.before(w, t) + ma.before(errors, t);
            errors[t] = error;
            squares += error * error;
        }
        return squares;
    }

    private static LagPolynomial autoregressive(ArimaOrder order, double[] free) {
        return LagPolynomial.of(free, 0, order.p(), order.seasonalP(), order.seasonLength());
    }

    /// With the sign of `1 - theta*B`, so that a positive coefficient smooths.
    private static LagPolynomial movingAverage(ArimaOrder order, double[] free) {
        return LagPolynomial.of(
                free, order.p() + order.seasonalP(), order.q(), order.seasonalQ(), order.seasonLength());
    }
}
