/// The lab: models with versions, stages and lineage, experiments, and which model forecasts what.
/// Start at [dev.almanac.forecast.lab.ModelResource], [dev.almanac.forecast.lab.ExperimentResource] and
/// [dev.almanac.forecast.lab.LabResource].
package dev.almanac.forecast.lab;
