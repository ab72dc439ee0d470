package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.CanonicalPath;
import dev.almanac.gateway.edge.Drain;
import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.Peer;
import dev.almanac.gateway.observe.Observers;
import dev.almanac.gateway.route.Routes;
import dev.almanac.gateway.wire.Characters;
import dev.almanac.gateway.wire.Wire;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Where every request enters. The bytes of HTTP/1.1 have passed [Wire] before, so that their form means one thing.
@Singleton
class FrontDoor {

    private final Routes routes;
    private final Peers peers;
    private final Drain drain;
    private final Observers observers;
    private final List<Filter> order;

    FrontDoor(
            Routes routes,
            Peers peers,
            Drain drain,
            Observers observers,
            Form form,
            Origins origins,
            Routing routing,
            Identification identification,
            Permission permission,
            RateLimits limits,
            Sizes sizes,
            AtOnce atOnce,
            Delivery delivery) {
        this.routes = routes;
        this.peers = peers;
        this.drain = drain;
        this.observers = observers;
        this.order = List.of(
                form, //           a plain query, no field twice that may be there once
                origins, //        a web page of elsewhere may not call
                routing, //        what has no route is not there
                identification, // who is it? strangers are counted before anything is verified
                permission, //     may they, by role and scope?
                limits, //         how often, in all windows and costs?
                sizes, //          is the body small enough, as far as it says?
                atOnce, //         how many uploads at a time?
                delivery); //      a service, a WebSocket, or an answer of our own
    }

    /// @param wire of this event loop
    void enter(HttpServerRequest request, Wire wire) {
        request.pause();
        wire.asked(request.connection());
        Optional<String> path = request.path() == null ? Optional.empty() : CanonicalPath.of(request.path());
        Peer peer = peers.of(request);
        Exchange exchange = new Exchange(request, path.orElse("/"), peer);
        observers.began();
        exchange.onEnd(() -> {
            Wire.answered(request.connection());
            observers.ended(exchange);
        });
        exchange.response().endHandler(done -> exchange.end());
        if (drain.hasBegun() && request.version() == HttpVersion.HTTP_1_1) {
            exchange.response().putHeader(HttpHeaders.CONNECTION, "close");
        }
        if (path.isEmpty()) {
            exchange.refuse(EdgeProblem.BAD_REQUEST, "The path is not in its canonical form");
        } else if (request.version() == HttpVersion.HTTP_2 && !hasOneAuthority(request)) {
            exchange.refuse(EdgeProblem.BAD_REQUEST, "Exactly one well-formed authority is needed");
        } else {
            new Visit(exchange, routes.table(), order).pass();
        }
    }

    private static boolean hasOneAuthority(HttpServerRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaders.HOST);
        String authority =
                request.authority() == null ? null : request.authority().toString();
        return authority != null
                && Characters.isHost(authority)
                && hosts.stream().allMatch(authority::equalsIgnoreCase)
                && request.uri().startsWith("/");
    }
}
