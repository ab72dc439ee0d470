package dev.almanac.gateway.door;

import dev.almanac.gateway.console.Console;
import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.GatewayConfig;
import dev.almanac.gateway.edge.Subprotocols;
import dev.almanac.gateway.identity.Identity;
import dev.almanac.gateway.identity.Tokens;
import dev.almanac.gateway.limit.Decision;
import dev.almanac.gateway.limit.Limits;
import dev.almanac.gateway.proxy.Pipe;
import dev.almanac.gateway.proxy.SocketPipe;
import dev.almanac.gateway.status.HealthPage;
import dev.almanac.gateway.status.OpenApiPage;
import dev.almanac.kit.AddressKey;
import dev.almanac.kit.security.Scopes;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/// What every request goes through, in this order: framing, canonical path, origin, route, limits, token, service.
/// Each step refuses or passes on. A caller with a verified token is limited as a user; all others, and every token
/// that has to be verified first, as an address.
@ApplicationScoped
class FrontDoor {

    private final GatewayConfig config;
    private final SlowHeads heads;
    private final Origins origins;
    private final Limits limits;
    private final Tokens tokens;
    private final Pipe pipe;
    private final SocketPipe sockets;
    private final Console console;
    private final HealthPage health;
    private final OpenApiPage openApi;

    FrontDoor(
            GatewayConfig config,
            SlowHeads heads,
            Origins origins,
            Limits limits,
            Tokens tokens,
            Pipe pipe,
            SocketPipe sockets,
            Console console,
            HealthPage health,
            OpenApiPage openApi) {
        this.config = config;
        this.heads = heads;
        this.origins = origins;
        this.limits = limits;
        this.tokens = tokens;
        this.pipe = pipe;
        this.sockets = sockets;
        this.console = console;
        this.health = health;
        this.openApi = openApi;
    }

    void enter(HttpServerRequest request) {
        request.pause();
        heads.arrived(request.connection());
        Optional<String> path = request.path() == null ? Optional.empty() : CanonicalPath.of(request.path());
        Exchange exchange = new Exchange(request, path.orElse("/"));
        AccessLog.follow(exchange);
        Optional<String> fault = Framing.fault(request);
        if (fault.isPresent() || path.isEmpty()) {
            exchange.response().putHeader("Connection", "close");
            exchange.refuse(EdgeProblem.BAD_REQUEST, fault.orElse("The path is not in its canonical form"));
        } else if (origins.refuses(exchange)) {
            exchange.refuse(EdgeProblem.ORIGIN_REFUSED, "From a browser, open " + origins.own() + " instead");
        } else if (!origins.answered(exchange)) {
            dispatch(exchange);
        }
    }

    private void dispatch(Exchange exchange) {
        HttpMethod method = exchange.request().method();
        Optional<Route> route = Routes.find(method, exchange.path());
        if (route.isPresent()) {
            admit(exchange, route.get());
        } else if (Routes.covers(exchange.path())) {
            exchange.refuse(EdgeProblem.METHOD_NOT_ALLOWED, method.name() + " is not taken here");
        } else if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            exchange.refuse(EdgeProblem.NOT_FOUND, "Nothing at " + exchange.path());
        } else {
            ownPage(exchange);
        }
    }

    private void ownPage(Exchange exchange) {
        if (console.has(exchange.path())) {
            console.answer(exchange);
        } else if (!isOverLimit(exchange, "address")) {
            switch (exchange.path()) {
                case "/health" -> health.answer(exchange);
                case "/openapi" -> openApi.answer(exchange);
                default -> exchange.refuse(EdgeProblem.NOT_FOUND, "Nothing at " + exchange.path());
            }
        }
    }

    private void admit(Exchange exchange, Route route) {
        if (route.access() == Route.Access.SIGNED_IN) {
            token(exchange.request(), route).ifPresentOrElse(token -> admit(exchange, route, token), () -> {
                if (!isOverLimit(exchange, route.limit())) {
                    exchange.refuseUnauthenticated("This call needs an access token", false);
                }
            });
        } else if (!isOverLimit(exchange, route.limit())) {
            pass(exchange, route);
        }
    }

    private void admit(Exchange exchange, Route route, String token) {
        Optional<Identity> remembered = tokens.remembered(token);
        if (remembered.isPresent()) {
            identified(exchange, route, remembered.get());
        } else if (!isOverLimit(exchange, route.limit())) {
            tokens.verify(token).onSuccess(identity -> identified(exchange, route, identity));
        }
    }

    private void identified(Exchange exchange, Route route, Identity identity) {
        switch (identity) {
            case Identity.Rejected() ->
                exchange.refuseUnauthenticated("The access token is not valid, or not any more", true);
            case Identity.Unknowable() -> {
                exchange.response().putHeader("Retry-After", "2");
                exchange.refuse(EdgeProblem.UNAVAILABLE, "The API key cannot be checked now; try again");
            }
            case Identity.Known known -> welcome(exchange, route, known);
        }
    }

    private void welcome(Exchange exchange, Route route, Identity.Known known) {
        exchange.signedInAs(known.facts().subject(), known.token());
        if (route.kind() != Route.Kind.PART && isRefused(exchange, limitOf(known))) {
            return;
        }
        Optional<String> missing = missingScope(exchange, known);
        if (missing.isPresent()) {
            exchange.refuse(EdgeProblem.SCOPE_MISSING, missing.get());
        } else if (route.kind() == Route.Kind.WEB_SOCKET) {
            sockets.join(exchange, route.service(), known, () -> !tokens.isRevoked(known));
        } else {
            pass(exchange, route);
        }
    }

    /// A key counts by itself and with all keys of its owner; a person over everything that they use.
    private Decision limitOf(Identity.Known known) {
        if (known.facts().key() == null) {
            return limits.ask("user", known.facts().subject());
        }
        Decision own = limits.askKey(known.facts().key(), known.callsPerMinute());
        return own instanceof Decision.Refused
                ? own
                : limits.ask("user-keys", known.facts().subject());
    }

    private static Optional<String> missingScope(Exchange exchange, Identity.Known known) {
        if (known.facts().scopes().isEmpty()) {
            return Optional.empty();
        }
        Set<String> scopes = known.facts().scopes().get();
        Optional<String> needed = Scopes.needed(exchange.request().method().name(), exchange.path());
        if (needed.isEmpty()) {
            return Optional.of("No API key may do this; sign in as a person");
        }
        return scopes.contains(needed.get())
                ? Optional.empty()
                : Optional.of("The API key needs the scope " + needed.get());
    }

    private void pass(Exchange exchange, Route route) {
        boolean upload = route.kind() == Route.Kind.UPLOAD || route.kind() == Route.Kind.PART;
        long limit = upload ? Long.MAX_VALUE : config.bodyLimit().asLongValue();
        String length = exchange.request().getHeader("Content-Length");
        if (length != null && Long.parseLong(length) > limit) {
            exchange.refuse(EdgeProblem.BODY_TOO_LARGE, "The limit is " + limit + " bytes");
        } else {
            pipe.forward(exchange, route.service(), limit);
        }
    }

    private boolean isOverLimit(Exchange exchange, String limit) {
        return isRefused(exchange, limits.ask(limit, AddressKey.of(exchange.address())));
    }

    private static boolean isRefused(Exchange exchange, Decision decision) {
        exchange.response()
                .putHeader(
                        "RateLimit-Policy",
                        "\"%s\";q=%d;w=%d"
                                .formatted(
                                        decision.policy().name(),
                                        decision.policy().quota(),
                                        decision.policy().window().toSeconds()));
        return switch (decision) {
            case Decision.Allowed(var policy, long remaining, long reset) -> {
                exchange.response()
                        .putHeader("RateLimit", "\"%s\";r=%d;t=%d".formatted(policy.name(), remaining, reset));
                yield false;
            }
            case Decision.Refused refused -> {
                exchange.response()
                        .putHeader(
                                "RateLimit",
                                "\"%s\";r=0;t=%d".formatted(refused.policy().name(), refused.retryAfterSeconds()));
                exchange.refuseOverLimit(refused);
                yield true;
            }
        };
    }

    private static Optional<String> token(HttpServerRequest request, Route route) {
        String header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.of(header.substring(7).strip());
        }
        String key = request.getHeader(Exchange.API_KEY_HEADER);
        if (key != null) {
            return Optional.of(key.strip());
        }
        return route.kind() == Route.Kind.WEB_SOCKET
                ? Subprotocols.token(request.getHeader(Subprotocols.HEADER))
                : Optional.empty();
    }
}
