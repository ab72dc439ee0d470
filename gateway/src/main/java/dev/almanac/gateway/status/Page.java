package dev.almanac.gateway.status;

import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.SecurityHeaders;
import dev.almanac.kit.RequestId;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;

/// An answer of the gateway's own.
final class Page {

    private Page() {}

    static void json(Exchange exchange, int status, JsonObject body) {
        SecurityHeaders.addTo(exchange.response().headers(), exchange.isSecure());
        exchange.request().resume();
        exchange.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(RequestId.HEADER, exchange.id())
                .end(body.toBuffer());
    }
}
