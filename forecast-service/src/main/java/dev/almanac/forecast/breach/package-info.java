/// What of a forecast did not come true: when a dataset gets a new version, its values are compared with the intervals
/// of the newest forecast that was made before it.
/// Start at [dev.almanac.forecast.breach.BreachSearch].
package dev.almanac.forecast.breach;
