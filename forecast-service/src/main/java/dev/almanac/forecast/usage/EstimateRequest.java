package dev.almanac.forecast.usage;

import dev.almanac.forecast.backtest.BacktestRequest;
import dev.almanac.forecast.job.ForecastRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.stream.Stream;

/// What something would cost; one of the three.
///
/// @param forecast as `POST /forecasts` takes it
/// @param backtest as `POST /backtests` takes it, of a dataset
/// @param call answered at once
public record EstimateRequest(
        @Valid ForecastRequest forecast,
        @Valid BacktestRequest backtest,
        @Valid Call call) {

    boolean isOne() {
        return Stream.of(forecast, backtest, call).filter(one -> one != null).count() == 1;
    }

    /// `POST /forecast`, with the series counted instead of given; a sandbox session's evaluation is one of a series
    /// for its target and one for each alternative.
    ///
    /// @param model absent for `auto`
    public record Call(
            @NotNull @Min(1) @Max(1_000_000) Integer series,
            @NotNull @Min(1) @Max(1_000_000) Integer horizon,
            String model) {}
}
