package dev.almanac.gateway.door;

import dev.almanac.gateway.edge.Drain;
import dev.almanac.gateway.edge.GatewayConfig;
import dev.almanac.gateway.observe.Observers;
import dev.almanac.gateway.proxy.SocketPipe;
import dev.almanac.gateway.wire.Wire;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// The only port that the outside sees, or with TLS the only two: the plain one then redirects. A listener of our
/// own on each event loop, because Quarkus' has no deadline for slow heads.
@Singleton
public class PublicServer {

    private static final Logger LOG = Logger.getLogger(PublicServer.class);
    private static final long START_SECONDS = 20;
    private static final long LOOK_MILLIS = 50;

    /// Before what the last requests need, such as the access log, ends.
    private static final int FIRST = 1;

    /// Bytes of a body that go through at once: as many as one read of a socket brings.
    private static final int LARGEST_READ = 65_536;

    /// Any free port, the same for all event loops.
    private static final int SHARED_FREE_PORT = -1;

    private final Vertx vertx;
    private final GatewayConfig config;
    private final DrainConfig leaving;
    private final TlsConfig tls;
    private final TlsFiles files;
    private final FrontDoor door;
    private final Redirection redirection;
    private final Observers observers;
    private final SocketPipe sockets;
    private final Drain drain;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private volatile int port;

    PublicServer(
            Vertx vertx,
            GatewayConfig config,
            DrainConfig leaving,
            TlsConfig tls,
            TlsFiles files,
            FrontDoor door,
            Redirection redirection,
            Observers observers,
            SocketPipe sockets,
            Drain drain) {
        this.vertx = vertx;
        this.config = config;
        this.leaving = leaving;
        this.tls = tls;
        this.files = files;
        this.door = door;
        this.redirection = redirection;
        this.observers = observers;
        this.sockets = sockets;
        this.drain = drain;
    }

    void start(@Observes StartupEvent event) throws Exception {
        int threads =
                config.threads() > 0 ? config.threads() : Runtime.getRuntime().availableProcessors();
        vertx.deployVerticle(Listener::new, new DeploymentOptions().setInstances(threads))
                .toCompletionStage()
                .toCompletableFuture()
                .get(START_SECONDS, TimeUnit.SECONDS);
        if (files.arePresent()) {
            vertx.setPeriodic(
                    tls.lookEvery().toMillis(),
                    ignored -> vertx.executeBlocking(() -> {
                        reloadCertificate();
                        return null;
                    }));
        }
        LOG.infof("Listening on port %d for %s", port, config.publicUrl());
    }

    /// Says that it leaves, takes what still comes for a while, asks WebSockets to come back elsewhere, and waits for
    /// what is on its way.
    void stop(@Observes @Priority(FIRST) ShutdownEvent event) throws Exception {
        drain.begin();
        TimeUnit.MILLISECONDS.sleep(leaving.notice().toMillis());
        sockets.leave();
        long end = System.nanoTime() + leaving.within().toNanos();
        while ((observers.open() > 0 || sockets.count() > 0) && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        for (HttpServer server : servers) {
            server.close().toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        }
    }

    /// The port that requests come to.
    public int port() {
        return port;
    }

    private void reloadCertificate() {
        try {
            if (files.haveChanged()) {
                for (HttpServer server : servers) {
                    server.updateSSLOptions(files.options())
                            .onSuccess(taken -> LOG.info("The certificate was read again"))
                            .onFailure(e -> LOG.errorf("The last good certificate stays: %s", e.getMessage()));
                }
            }
        } catch (IOException e) {
            LOG.errorf("The last good certificate stays: %s", e.getMessage());
        }
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port() == 0 ? SHARED_FREE_PORT : config.port())
                .setMaxHeaderSize((int) config.headLimit().asLongValue() * 2)
                .setMaxInitialLineLength((int) config.uriLimit().asLongValue() * 2)
                .setIdleTimeout((int) config.idle().toSeconds())
                .setMaxChunkSize(LARGEST_READ)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(false)
                .setCompressionSupported(false)
                .setTracingPolicy(TracingPolicy.IGNORE);
    }

    /// The listener of one event loop.
    private final class Listener extends AbstractVerticle {

        @Override
        public void start(Promise<Void> started) throws IOException {
            Wire wire = new Wire(vertx, config, observers::refused);
            HttpServerOptions options = options();
            if (!files.arePresent()) {
                listen(options, wire, request -> door.enter(request, wire)).onComplete(started);
                return;
            }
            HttpServerOptions secure = options();
            files.addTo(secure);
            listen(options, wire, request -> redirection.answer(request, wire))
                    .compose(plain -> listen(secure, wire, request -> door.enter(request, wire)))
                    .onComplete(started);
        }

        private Future<Void> listen(HttpServerOptions options, Wire wire, Handler<HttpServerRequest> handler) {
            HttpServer server =
                    vertx.createHttpServer(options).requestHandler(handler).connectionHandler(wire::opened);
            return server.listen().map(listening -> {
                port = listening.actualPort();
                if (options.isSsl()) {
                    servers.addFirst(listening);
                } else {
                    servers.addLast(listening);
                }
                return null;
            });
        }
    }
}
