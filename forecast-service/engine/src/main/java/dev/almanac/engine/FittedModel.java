package dev.almanac.engine;

import java.util.Map;

/// A method after it has seen a series.
public interface FittedModel {

    /// The expected values 1..`horizon` steps ahead and central intervals at each level.
    ///
    /// @param levels percent in (0, 100), such as 80 and 95
    Forecast forecast(int horizon, double... levels);

    /// What was expected of each observation just before it was seen, shape `[n]`; NaN at the start, where a method
    /// expects nothing yet.
    double[] expected();

    /// Names and values of what was estimated, for people and for replay.
    Map<String, Double> parameters();

    /// The variant that was chosen, such as `ETS(M,Ad,M)`.
    String description();
}
