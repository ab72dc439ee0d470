package dev.almanac.engine;

/// A forecasting method with its parameters.
///
/// Contract: a series has shape `[n]`, oldest first, in any unit; values are finite (fill gaps first, see [Gaps]);
/// arrays are read, never written or kept. The same input gives the same bytes on every machine.
public sealed interface Forecaster
        permits SeasonalNaive,
                Drift,
                HistoricalMean,
                Ets,
                Theta,
                DynamicTheta,
                Arima,
                Mstl,
                Harmonic,
                Intermittent,
                Combination,
                WithRegressors,
                Automatic {

    /// The method's name as the API shows it, such as `theta`.
    String name();

    /// How many observations [#fit] needs at least.
    int minimumObservations();

    /// @throws IllegalArgumentException when the series is shorter than [#minimumObservations] or not finite
    FittedModel fit(double[] y);
}
