/// How often somebody may ask.
/// Start at [dev.almanac.gateway.limit.LimitStore].
package dev.almanac.gateway.limit;
