/// What every part of the gateway needs: the exchange, its refusals and the settings.
/// Start at [dev.almanac.gateway.edge.Exchange].
package dev.almanac.gateway.edge;
