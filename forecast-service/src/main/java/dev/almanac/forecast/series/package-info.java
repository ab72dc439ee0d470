/// One series in, one forecast out, in the form that the API answers and the audit log seals.
/// Start at [dev.almanac.forecast.series.SeriesForecaster].
package dev.almanac.forecast.series;
