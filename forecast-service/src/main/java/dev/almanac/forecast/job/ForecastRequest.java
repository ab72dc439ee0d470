package dev.almanac.forecast.job;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/// What to forecast.
///
/// @param version absent for the newest
/// @param levels percent; absent for 80 and 95
/// @param series ids; absent for all
public record ForecastRequest(
        @NotNull UUID datasetId,
        @Min(1) Integer version,
        Integer horizon,
        List<@NotNull Double> levels,
        String model,
        @Size(min = 1, max = 10_000) List<@NotNull String> series,
        @Valid Backtest backtest) {

    /// @param windows origins of the backtest
    public record Backtest(Integer windows) {}

    Integer windows() {
        return backtest == null ? null : backtest.windows();
    }
}
