/// What arrives on a connection, before any HTTP library reads it: the exact form of requests, and deadlines for them.
/// Start at [dev.almanac.gateway.wire.Wire] and [dev.almanac.gateway.wire.RequestScanner].
package dev.almanac.gateway.wire;
