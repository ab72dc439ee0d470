package dev.almanac.forecast.lab;

import dev.almanac.forecast.backtest.BacktestRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;

/// What to try.
///
/// @param teamId whose it is to be; absent for the caller's own
/// @param models absent for the usual ones of a backtest
public record ExperimentRequest(
        UUID teamId,
        @NotBlank @Size(max = 200) String name,
        @NotNull UUID datasetId,
        List<@NotNull String> models,
        @NotNull @Valid Parameters parameters,
        @Size(max = 10_000) String notes) {

    /// As a backtest takes them.
    public record Parameters(
            Integer horizon,
            Integer windows,
            Integer step,
            @Size(min = 1, max = 10_000) List<@NotNull String> series) {}

    BacktestRequest backtest() {
        return new BacktestRequest(
                teamId,
                datasetId,
                null,
                null,
                parameters.series(),
                parameters.horizon(),
                parameters.windows(),
                parameters.step(),
                models,
                null,
                null,
                null);
    }
}
