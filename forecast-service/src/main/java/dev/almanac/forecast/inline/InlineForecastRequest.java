package dev.almanac.forecast.inline;

import dev.almanac.forecast.series.ForecastDetails;
import dev.almanac.forecast.series.HierarchyOptions;
import dev.almanac.forecast.series.InlineSeries;
import dev.almanac.forecast.series.RegressorValues;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/// Numbers to forecast.
///
/// @param levels percent; absent for 80 and 95
/// @param backtest absent for the engine's choice
/// @param robust whether outliers and level shifts are taken out first
/// @param regressors by name, the same for every series; a what-if is the same call with other future values
/// @param hierarchy which series are sums of others
public record InlineForecastRequest(
        @NotEmpty List<@NotNull @Valid InlineSeries> series,
        Integer horizon,
        List<@NotNull Double> levels,
        String model,
        Backtest backtest,
        Boolean robust,
        @Size(max = 50) Map<@NotNull String, @NotNull @Valid RegressorValues> regressors,
        @Valid HierarchyOptions hierarchy) {

    /// @param windows origins of the backtest
    public record Backtest(Integer windows) {}

    Integer windows() {
        return backtest == null ? null : backtest.windows();
    }

    ForecastDetails details() {
        return new ForecastDetails(Boolean.TRUE.equals(robust), regressors, hierarchy, null);
    }
}
