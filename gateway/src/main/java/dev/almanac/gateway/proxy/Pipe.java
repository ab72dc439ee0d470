package dev.almanac.gateway.proxy;

import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.GatewayConfig;
import dev.almanac.gateway.route.Route;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;

/// Streams requests to the services and answers back. Nothing is held in memory beyond the sockets' buffers; a client
/// that goes away resets the service's connection; a body above its limit stops there.
@Singleton
public class Pipe {

    private static final int RETRY_SECONDS = 2;

    private final Vertx vertx;
    private final Upstreams upstreams;
    private final GatewayConfig config;

    Pipe(Vertx vertx, Upstreams upstreams, GatewayConfig config) {
        this.vertx = vertx;
        this.upstreams = upstreams;
        this.config = config;
    }

    /// @param service that the route names
    public void forward(Exchange exchange, Route route, String service) {
        ServicePool pool = upstreams.pool(service);
        if (pool.inFlight() >= config.inFlight() || !pool.breaker().admits(System.nanoTime())) {
            exchange.refuseForNow("The " + service + " service takes no more now; try again", RETRY_SECONDS);
        } else {
            pool.budget().asked();
            new Flight(vertx, upstreams, pool, exchange, route).start();
        }
    }
}
