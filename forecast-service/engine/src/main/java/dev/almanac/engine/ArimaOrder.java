package dev.almanac.engine;

/// The orders of a multiplicative seasonal ARIMA model, `(p,d,q)(P,D,Q)[m]`.
///
/// @param constant whether the differenced series has a mean of its own
record ArimaOrder(
        int p, int d, int q, int seasonalP, int seasonalD, int seasonalQ, int seasonLength, boolean constant) {

    /// Coefficients that are searched for; the constant is not among them.
    int coefficients() {
        return p + q + seasonalP + seasonalQ;
    }

    /// All that is estimated, the error variance included.
    int parameterCount() {
        return coefficients() + (constant ? 1 : 0) + 1;
    }

    /// How many observations differencing takes away.
    int lost() {
        return d + seasonalD * seasonLength;
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
