package dev.almanac.gateway.status;

import dev.almanac.gateway.edge.GatewayConfig;
import dev.almanac.gateway.proxy.Upstreams;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads the management ports of the services.
@ApplicationScoped
class Services {

    static final List<String> NAMES = List.of("auth", "data", "forecast", "audit");

    private static final int ANSWER_MILLIS = 3_000;

    private final GatewayConfig config;
    private final Upstreams upstreams;

    Services(GatewayConfig config, Upstreams upstreams) {
        this.config = config;
        this.upstreams = upstreams;
    }

    /// One document of each service, by name; empty for a service that does not answer.
    Future<Map<String, Optional<JsonObject>>> readAll(String path) {
        Map<String, Future<Optional<JsonObject>>> reads = new LinkedHashMap<>();
        NAMES.forEach(name -> reads.put(name, read(name, path)));
        return Future.join(List.copyOf(reads.values())).map(ignored -> {
            Map<String, Optional<JsonObject>> answers = new LinkedHashMap<>();
            reads.forEach((name, read) -> answers.put(name, read.result()));
            return answers;
        });
    }

    private Future<Optional<JsonObject>> read(String name, String path) {
        URI management = config.services().get(name).management();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(management.getHost())
                .setPort(management.getPort())
                .setURI(path)
                .setTimeout(ANSWER_MILLIS);
        return upstreams
                .client()
                .request(options)
                .compose(request -> request.send().compose(HttpClientResponse::body))
                .map(body -> Optional.of(body.toJsonObject()))
                .recover(down -> Future.succeededFuture(Optional.empty()));
    }
}
