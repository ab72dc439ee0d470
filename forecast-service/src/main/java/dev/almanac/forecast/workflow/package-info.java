/// Forecasts and backtests that come again on a schedule, on the newest version of a dataset.
/// Start at [dev.almanac.forecast.workflow.WorkflowResource]; [dev.almanac.forecast.workflow.Clockwork] makes them run.
package dev.almanac.forecast.workflow;
