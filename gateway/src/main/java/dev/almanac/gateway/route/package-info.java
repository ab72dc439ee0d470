/// Which requests go where, on what terms: data in one validated file, read again while the gateway runs.
/// Start at [dev.almanac.gateway.route.Routes] and `routes.yaml`.
package dev.almanac.gateway.route;
