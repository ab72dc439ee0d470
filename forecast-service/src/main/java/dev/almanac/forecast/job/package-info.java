/// Forecasts of datasets: asked for, queued in PostgreSQL, computed by workers, watched, sealed and read.
/// Start at [dev.almanac.forecast.job.ForecastResource]; [dev.almanac.forecast.job.JobRunner] is the work itself.
package dev.almanac.forecast.job;
