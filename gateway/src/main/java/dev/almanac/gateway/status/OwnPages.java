package dev.almanac.gateway.status;

import dev.almanac.gateway.edge.Drain;
import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.route.Charges;
import dev.almanac.gateway.route.RouteTable;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;

/// What the gateway answers itself.
@Singleton
public class OwnPages {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HealthPage health;
    private final OpenApiPage openApi;
    private final LimitsPage limits;
    private final Drain drain;

    OwnPages(HealthPage health, OpenApiPage openApi, LimitsPage limits, Drain drain) {
        this.health = health;
        this.openApi = openApi;
        this.limits = limits;
        this.drain = drain;
    }

    /// @param caller null for a public page
    public void answer(Exchange exchange, RouteTable table, Charges.Known caller) {
        switch (exchange.route()) {
            case "/health" -> health.answer(exchange);
            case "/openapi" -> openApi.answer(exchange);
            case "/ready" ->
                Page.json(
                        exchange,
                        drain.hasBegun() ? UNAVAILABLE : OK,
                        new JsonObject().put("status", drain.hasBegun() ? "leaving" : "ready"));
            case "/api/v1/usage/limits" -> limits.answer(exchange, table, caller);
            default -> exchange.refuse(EdgeProblem.NOT_FOUND, "Nothing at " + exchange.path());
        }
    }
}
