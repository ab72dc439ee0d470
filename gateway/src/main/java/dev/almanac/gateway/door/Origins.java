package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.GatewayConfig;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;

/// Which web pages may call. Browsers send `Origin` with everything that could change something and with WebSockets.
/// The console's own origin may; others only where an operator listed them (CORS is closed by default).
@Singleton
class Origins implements Filter {

    private static final String HEADER = "Origin";
    private static final String PREFLIGHT_SECONDS = "600";

    private final String own;
    private final Set<String> allowed;

    Origins(GatewayConfig config) {
        this.own = config.publicUrl().getScheme() + "://" + config.publicUrl().getAuthority();
        this.allowed = new HashSet<>(config.corsOrigins().orElse(Set.of()));
    }

    @Override
    public void apply(Visit visit) {
        String origin = visit.exchange().request().getHeader(HEADER);
        if (origin == null || origin.equals(own)) {
            visit.pass();
        } else if (!allowed.contains(origin)) {
            visit.exchange().refuse(EdgeProblem.ORIGIN_REFUSED, "From a browser, open " + own + " instead");
        } else if (!answered(visit.exchange(), origin)) {
            visit.pass();
        }
    }

    /// Tells a browser of a listed origin that its page may read the answer.
    ///
    /// @return whether the request was the browser's own question, which is answered now
    private static boolean answered(Exchange exchange, String origin) {
        MultiMap headers = exchange.response().headers();
        headers.set("Access-Control-Allow-Origin", origin).add("Vary", HEADER);
        headers.set(
                "Access-Control-Expose-Headers",
                "Location, ETag, X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, Upload-Offset, Tus-Resumable");
        if (!exchange.request().method().equals(HttpMethod.OPTIONS)) {
            return false;
        }
        headers.set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE")
                .set(
                        "Access-Control-Allow-Headers",
                        "Authorization, Content-Type, Idempotency-Key, If-Match, X-API-Key, X-Device-Token,"
                                + " X-Token-Delivery, Tus-Resumable, Upload-Length, Upload-Offset, Upload-Metadata,"
                                + " Upload-Checksum")
                .set("Access-Control-Max-Age", PREFLIGHT_SECONDS);
        exchange.request().resume();
        exchange.response().setStatusCode(204).end();
        return true;
    }
}
