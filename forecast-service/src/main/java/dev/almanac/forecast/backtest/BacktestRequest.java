package dev.almanac.forecast.backtest;

import dev.almanac.forecast.job.Pace;
import dev.almanac.forecast.series.InlineSeries;
import dev.almanac.forecast.series.RegressorValues;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What to compare.
///
/// @param teamId whose backtest it is to be; absent for the caller's own
/// @param datasetId or `series`
/// @param version absent for the newest
/// @param seriesIds of the dataset; absent for all
/// @param windows origins; absent for 3
/// @param step between origins; absent for 1
/// @param models absent for `auto`, `ets`, `theta`, `arima`; the seasonal naive method is always among them
/// @param regressors by name; only their past is used
/// @param priority among the caller's own jobs; absent for a normal one
/// @param deadline after which it has failed; absent for the usual one
public record BacktestRequest(
        UUID teamId,
        UUID datasetId,
        Integer version,
        List<@NotNull @Valid InlineSeries> series,
        @Size(min = 1, max = 10_000) List<@NotNull String> seriesIds,
        Integer horizon,
        Integer windows,
        Integer step,
        @NotEmpty List<@NotNull String> models,
        @Size(max = 50) Map<@NotNull String, @NotNull @Valid RegressorValues> regressors,
        Pace.Priority priority,
        Instant deadline) {

    private static final List<String> USUAL = List.of("auto", "ets", "theta", "arima");

    public BacktestRequest {
        models = models == null ? USUAL : models;
    }
}
