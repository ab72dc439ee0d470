/// Series as they come from data-service, in the name of whoever asks.
/// Start at [dev.almanac.forecast.dataset.SeriesReads].
package dev.almanac.forecast.dataset;
