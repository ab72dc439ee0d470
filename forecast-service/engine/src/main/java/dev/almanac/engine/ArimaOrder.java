package dev.almanac.engine;

import java.util.Arrays;

/// The orders of a multiplicative seasonal ARIMA model, `(p,d,q)(P,D,Q)[m]`.
///
/// @param constant whether the differenced series has a mean of its own
record ArimaOrder(
        int p, int d, int q, int seasonalP, int seasonalD, int seasonalQ, int seasonLength, boolean constant) {

    /// Coefficients that are searched for; the constant is not among them.
    int coefficients() {
        return p + q + seasonalP + seasonalQ;
    }

    /// All that is estimated, the error variance included, the regressors left out.
    int parameterCount() {
        return coefficients() + (constant ? 1 : 0) + 1;
    }

    /// How many observations differencing takes away.
    int lost() {
        return d + seasonalD * seasonLength;
    }

    double[] differenced(double[] y) {
        double[] w = y;
        for (int i = 0; i < seasonalD; i++) {
            w = Differencing.difference(w, seasonLength);
        }
        for (int i = 0; i < d; i++) {
            w = Differencing.difference(w, 1);
        }
        return w;
    }

    double[][] differenced(double[][] columns) {
        return Arrays.stream(columns).map(this::differenced).toArray(double[][]::new);
    }

    ArimaOrder withOrdinary(int newP, int newQ) {
        return new ArimaOrder(newP, d, newQ, seasonalP, seasonalD, seasonalQ, seasonLength, constant);
    }

    ArimaOrder withSeason(int newP, int newQ) {
        return new ArimaOrder(p, d, q, newP, seasonalD, newQ, seasonLength, constant);
    }

    String code() {
        String season = seasonLength > 1 && seasonalP + seasonalD + seasonalQ > 0
                ? "(%d,%d,%d)[%d]".formatted(seasonalP, seasonalD, seasonalQ, seasonLength)
                : "";
        return "ARIMA(%d,%d,%d)%s%s".formatted(p, d, q, season, constant ? " with drift" : "");
    }
}
