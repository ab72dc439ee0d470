/// What does not fit: observations outside the band that a robust model promised.
/// Start at [dev.almanac.forecast.anomaly.AnomalyResource].
package dev.almanac.forecast.anomaly;
