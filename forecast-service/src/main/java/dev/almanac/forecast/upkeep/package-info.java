/// Clean-up on a schedule, safe in any number of replicas, each run recorded.
/// Start at [dev.almanac.forecast.upkeep.Upkeep]; a feature adds a [dev.almanac.forecast.upkeep.Chore].
package dev.almanac.forecast.upkeep;
