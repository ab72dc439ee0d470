package dev.almanac.forecast.usage;

import dev.almanac.forecast.backtest.BacktestRequest;
import dev.almanac.forecast.job.ForecastRequest;
import jakarta.validation.Valid;

/// What a job would cost.
///
/// @param forecast as `POST /forecasts` takes it; or `backtest`
public record EstimateRequest(
        @Valid ForecastRequest forecast, @Valid BacktestRequest backtest) {}
