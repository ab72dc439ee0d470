package dev.almanac.gateway.status;

import dev.almanac.gateway.edge.OnLoop;
import dev.almanac.gateway.proxy.Upstreams;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the management ports of the services.
@Singleton
class Services {

    static final List<String> NAMES = List.of("auth", "data", "forecast", "audit");

    private static final int ANSWER_MILLIS = 3_000;

    private final Upstreams upstreams;

    Services(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /// One document of each service, by name; empty for a service that does not answer.
    Future<Map<String, Optional<JsonObject>>> readAll(String path) {
        Map<String, Future<Optional<JsonObject>>> reads = new LinkedHashMap<>();
        NAMES.forEach(name -> reads.put(name, read(name, path)));
        return OnLoop.back(Future.join(List.copyOf(reads.values())).map(ignored -> {
            Map<String, Optional<JsonObject>> answers = new LinkedHashMap<>();
            reads.forEach((name, read) -> answers.put(name, read.result()));
            return answers;
        }));
    }

    private Future<Optional<JsonObject>> read(String name, String path) {
        return upstreams
                .manage(name, path, ANSWER_MILLIS)
                .compose(HttpClientResponse::body)
                .map(body -> Optional.of(body.toJsonObject()))
                .recover(down -> Future.succeededFuture(Optional.empty()));
    }
}
