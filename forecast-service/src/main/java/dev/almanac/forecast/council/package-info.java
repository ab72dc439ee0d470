/// Councils decide about models and forecasts: m of n operators, until a deadline, every vote in the log.
/// Start at [dev.almanac.forecast.council.CouncilResource]; [dev.almanac.forecast.council.Tally] is the rule.
package dev.almanac.forecast.council;
