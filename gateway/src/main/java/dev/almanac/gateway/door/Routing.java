package dev.almanac.gateway.door;

import dev.almanac.gateway.console.Console;
import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.route.RouteTable.Found;
import dev.almanac.kit.AddressKey;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;

/// Finds the route; pages and files of the console are answered here. What has no route is not there.
@Singleton
class Routing implements Filter {

    private static final String CONSOLE = "console";
    private static final String NOWHERE = "nowhere";

    private final Console console;
    private final RateLimits limits;

    Routing(Console console, RateLimits limits) {
        this.console = console;
        this.limits = limits;
    }

    @Override
    public void apply(Visit visit) {
        Exchange exchange = visit.exchange();
        HttpMethod method = exchange.request().method();
        switch (visit.table().find(method, exchange.path())) {
            case Found.At(var route) -> {
                visit.takes(route);
                visit.pass();
            }
            case Found.OtherMethods() ->
                exchange.refuse(EdgeProblem.METHOD_NOT_ALLOWED, method.name() + " is not taken here");
            case Found.Nothing() -> {
                boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
                if (reads && console.has(exchange.path())) {
                    exchange.takes(CONSOLE, console.logged(exchange.path()));
                    console.answer(exchange);
                } else {
                    exchange.takes(NOWHERE, "-");
                    limits.stranger(
                            visit,
                            AddressKey.of(exchange.address()),
                            () -> exchange.refuse(EdgeProblem.NOT_FOUND, "Nothing at " + exchange.path()));
                }
            }
        }
    }
}
