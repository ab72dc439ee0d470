package dev.almanac.forecast.inline;

import dev.almanac.forecast.job.Cost;
import dev.almanac.forecast.series.SeriesForecast;
import java.util.List;

/// The answer, in the order of the request; the canonical form of the forecasts is what the log's digest is of.
public record InlineForecastView(
        String engineVersion, int horizon, List<Double> levels, List<SeriesForecast> forecasts, Cost cost) {}
