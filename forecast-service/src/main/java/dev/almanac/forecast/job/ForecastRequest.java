package dev.almanac.forecast.job;

import dev.almanac.forecast.series.ForecastDetails;
import dev.almanac.forecast.series.HierarchyOptions;
import dev.almanac.forecast.series.RegressorValues;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What to forecast.
///
/// @param teamId whose forecast it is to be; absent for the caller's own
/// @param version absent for the newest
/// @param levels percent; absent for 80 and 95
/// @param series ids; absent for all
/// @param robust whether outliers and level shifts are taken out first
/// @param regressors by name, the same for every series
/// @param hierarchy which series are sums of others
/// @param priority among the caller's own jobs; absent for a normal one
/// @param deadline after which it has failed; absent for the usual one
public record ForecastRequest(
        UUID teamId,
        @NotNull UUID datasetId,
        @Min(1) Integer version,
        Integer horizon,
        List<@NotNull Double> levels,
        String model,
        @Size(min = 1, max = 10_000) List<@NotNull String> series,
        @Valid Backtest backtest,
        Boolean robust,
        @Size(max = 50) Map<@NotNull String, @NotNull @Valid RegressorValues> regressors,
        @Valid HierarchyOptions hierarchy,
        Pace.Priority priority,
        Instant deadline) {

    /// @param windows origins of the backtest
    public record Backtest(Integer windows) {}

    ForecastDetails details() {
        return new ForecastDetails(Boolean.TRUE.equals(robust), regressors, hierarchy, null);
    }

    Integer windows() {
        return backtest == null ? null : backtest.windows();
    }
}
