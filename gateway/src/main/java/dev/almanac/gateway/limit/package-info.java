/// How often somebody may ask.
/// Start at [dev.almanac.gateway.limit.Limits].
package dev.almanac.gateway.limit;
