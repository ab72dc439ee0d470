/// Forecasts of numbers given in the request, answered at once.
/// Start at [dev.almanac.forecast.inline.InlineForecastResource].
package dev.almanac.forecast.inline;
