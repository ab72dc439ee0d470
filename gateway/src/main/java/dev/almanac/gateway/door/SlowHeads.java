package dev.almanac.gateway.door;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Closes connections that have not sent their first whole head in time.
@ApplicationScoped
class SlowHeads {

    private static final long DEADLINE_MILLIS = 10_000;

    private final Vertx vertx;
    private final Map<HttpConnection, Long> waiting = new ConcurrentHashMap<>();

    SlowHeads(Vertx vertx) {
        this.vertx = vertx;
    }

    void opened(HttpConnection connection) {
        waiting.put(connection, vertx.setTimer(DEADLINE_MILLIS, late -> {
            if (waiting.remove(connection) != null) {
                connection.close();
            }
        }));
    }

    void arrived(HttpConnection connection) {
        Long timer = waiting.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
