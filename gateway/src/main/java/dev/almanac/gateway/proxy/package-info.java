/// Carries requests to the services and answers back, with back-pressure both ways.
/// Start at [dev.almanac.gateway.proxy.Pipe] and [dev.almanac.gateway.proxy.SocketPipe].
package dev.almanac.gateway.proxy;
