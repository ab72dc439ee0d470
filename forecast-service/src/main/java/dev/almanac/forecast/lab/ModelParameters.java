package dev.almanac.forecast.lab;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/// How a model forecasts, beside its kind.
///
/// @param robust whether outliers and level shifts are taken out first
/// @param windows origins of the backtest that comes with each forecast; absent for the engine's choice
public record ModelParameters(
        Boolean robust, @Min(1) @Max(50) Integer windows) {

    static final ModelParameters NONE = new ModelParameters(null, null);
}
