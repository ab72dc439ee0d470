package dev.almanac.gateway.status;

import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.OnLoop;
import dev.almanac.gateway.limit.LimitStore;
import dev.almanac.gateway.limit.Standing;
import dev.almanac.gateway.route.Charges;
import dev.almanac.gateway.route.RouteTable;
import dev.almanac.kit.AddressKey;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;

/// `GET /api/v1/usage/limits`: where the caller stands with every limit that counts them; looking at the others costs
/// nothing.
@Singleton
class LimitsPage {

    private final LimitStore store;

    LimitsPage(LimitStore store) {
        this.store = store;
    }

    void answer(Exchange exchange, RouteTable table, Charges.Known caller) {
        String address = AddressKey.of(exchange.address());
        OnLoop.back(store.limiter().look(new Charges(table).allOf(caller, address)))
                .onSuccess(standings -> exchange.safely(() -> {
                    JsonArray items = new JsonArray();
                    standings.forEach(standing -> items.add(view(standing)));
                    Page.json(
                            exchange,
                            200,
                            new JsonObject().put("plan", caller.plan()).put("items", items));
                }))
                .onFailure(exchange::failed);
    }

    private static JsonObject view(Standing standing) {
        return new JsonObject()
                .put("policy", standing.policy().name())
                .put("quota", standing.policy().quota())
                .put("window_s", standing.policy().window().toSeconds())
                .put("remaining", standing.remaining())
                .put("reset_s", standing.resetSeconds());
    }
}
