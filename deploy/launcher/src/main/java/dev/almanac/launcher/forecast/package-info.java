/// Forecasts without any server: `./almanac forecast`.
/// Start at [dev.almanac.launcher.forecast.ForecastCommand].
package dev.almanac.launcher.forecast;
