package dev.almanac.engine;

/// One of the exponential smoothing state-space models: its components, and the recursion over them.
///
/// With `e` the innovation, `m` the season: `y = (l + phi*b) ⊕ s ⊕ error`, where `⊕` adds or multiplies by component.
/// Trends are additive, damped or absent; multiplicative trends explode and are left out, as are additive errors with
/// multiplicative seasons, which are numerically unstable. Source: Hyndman, Koehler, Ord and Snyder (2008), chapter 2.
///
/// @param multiplicativeError whether the innovation scales with the level
record EtsModel(boolean multiplicativeError, Trend trend, Season season) {

    enum Trend {
        NONE,
        ADDITIVE,
        DAMPED
    }

    enum Season {
        NONE,
        ADDITIVE,
        MULTIPLICATIVE
    }

    boolean hasTrend() {
        return trend != Trend.NONE;
    }

    boolean isDamped() {
        return trend == Trend.DAMPED;
    }

    boolean isSeasonal() {
        return season != Season.NONE;
    }

    /// Smoothing parameters and initial states that are estimated, plus the error variance.
    int parameterCount(int seasonLength) {
        int smoothing = 1 + (hasTrend() ? 1 : 0) + (isDamped() ? 1 : 0) + (isSeasonal() ? 1 : 0);
        int states = 1 + (hasTrend() ? 1 : 0) + (isSeasonal() ? seasonLength - 1 : 0);
        return smoothing + states + 1;
    }

    String code() {
        String t = switch (trend) {
            case NONE -> "N";
            case ADDITIVE -> "A";
            case DAMPED -> "Ad";
        };
        String s = switch (season) {
            case NONE -> "N";
            case ADDITIVE -> "A";
            case MULTIPLICATIVE -> "M";
        };
        return "ETS(" + (multiplicativeError ? "M" : "A") + "," + t + "," + s + ")";
    }

    double combine(double base, double seasonal) {
        return switch (season) {
            case NONE -> base;
            case ADDITIVE -> base + seasonal;
            case MULTIPLICATIVE -> base * seasonal;
        };
    }
}
