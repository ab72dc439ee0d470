package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.GatewayConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The only port that the outside sees. A listener of our own, because Quarkus' has no deadline for slow heads.
@ApplicationScoped
public class PublicServer {

    private static final Logger LOG = Logger.getLogger(PublicServer.class);
    private static final long START_SECONDS = 10;

    private final Vertx vertx;
    private final GatewayConfig config;
    private final FrontDoor door;
    private final SlowHeads heads;
    private final List<HttpServer> servers = new ArrayList<>();

    PublicServer(Vertx vertx, GatewayConfig config, FrontDoor door, SlowHeads heads) {
        this.vertx = vertx;
        this.config = config;
        this.door = door;
        this.heads = heads;
    }

    void start(@Observes StartupEvent event) throws Exception {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setMaxHeaderSize((int) config.headLimit().asLongValue())
                .setMaxInitialLineLength((int) config.uriLimit().asLongValue())
                .setIdleTimeout((int) config.idle().toSeconds())
                .setHandle100ContinueAutomatically(true)
                .setCompressionSupported(false);
        HttpServer server =
                vertx.createHttpServer(options).requestHandler(door::enter).connectionHandler(heads::opened);
        server.listen().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        servers.add(server);
        LOG.infof("Listening on port %d for %s", server.actualPort(), config.publicUrl());
    }

    void stop(@Observes ShutdownEvent event) throws Exception {
        for (HttpServer server : servers) {
            server.close().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// The port that is listened on.
    public int port() {
        return servers.getFirst().actualPort();
    }
}
