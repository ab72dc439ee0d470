/// What operators see: the access log, metrics, traces, reports of errors.
/// Start at [dev.almanac.gateway.observe.Observers].
package dev.almanac.gateway.observe;
