package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.CanonicalPath;
import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.GatewayConfig;
import dev.almanac.gateway.edge.Peer;
import dev.almanac.gateway.observe.Observers;
import dev.almanac.gateway.wire.Wire;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.Optional;

/// Sends whoever comes without TLS to the public address. To that one only: what a client gives for a host is not
/// repeated.
@Singleton
class Redirection {

    private static final int PERMANENT = 308;
    private static final String ROUTE = "redirection";

    private final String origin;
    private final Observers observers;

    Redirection(GatewayConfig config, Observers observers) {
        this.origin = "https://" + config.publicUrl().getAuthority();
        this.observers = observers;
    }

    void answer(HttpServerRequest request, Wire wire) {
        wire.asked(request.connection());
        Optional<String> path = request.path() == null ? Optional.empty() : CanonicalPath.of(request.path());
        Exchange exchange = new Exchange(
                request, path.orElse("/"), new Peer(request.remoteAddress().hostAddress(), false));
        exchange.takes(ROUTE, "-");
        observers.began();
        exchange.onEnd(() -> {
            Wire.answered(request.connection());
            observers.ended(exchange);
        });
        exchange.response().endHandler(done -> exchange.end());
        exchange.response().putHeader(HttpHeaders.CONNECTION, "close");
        if (path.isEmpty()) {
            exchange.refuse(EdgeProblem.BAD_REQUEST, "The path is not in its canonical form");
        } else {
            exchange.response()
                    .setStatusCode(PERMANENT)
                    .putHeader(HttpHeaders.LOCATION, origin + exchange.uri())
                    .end();
        }
    }
}
