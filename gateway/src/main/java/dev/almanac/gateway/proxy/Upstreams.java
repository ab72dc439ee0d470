package dev.almanac.gateway.proxy;

import dev.almanac.gateway.edge.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/// The pooled connections to the services.
@ApplicationScoped
public class Upstreams {

    private static final int CONNECT_MILLIS = 1_000;
    private static final int CONNECTIONS = 256;
    private static final int WAITING = 1_000;

    private final GatewayConfig config;
    private final HttpClient client;

    Upstreams(Vertx vertx, GatewayConfig config) {
        this.config = config;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_1_1)
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setKeepAliveTimeout(30)
                        .setDecompressionSupported(false)
                        .setTracingPolicy(TracingPolicy.IGNORE),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(WAITING));
    }

    public HttpClient client() {
        return client;
    }

    public URI url(String service) {
        return config.services().get(service).url();
    }
}
