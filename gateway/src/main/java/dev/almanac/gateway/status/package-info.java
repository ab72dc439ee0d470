/// What the gateway says about the whole: its health and its API, summed up from the services.
/// Start at [dev.almanac.gateway.status.HealthPage].
package dev.almanac.gateway.status;
