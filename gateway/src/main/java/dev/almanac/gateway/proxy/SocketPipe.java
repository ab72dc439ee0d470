package dev.almanac.gateway.proxy;

import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.SecurityHeaders;
import dev.almanac.gateway.edge.Subprotocols;
import dev.almanac.gateway.identity.Identity;
import dev.almanac.gateway.wire.Wire;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// Joins a client's WebSocket to a service's as two raw streams, with back-pressure both ways, until either ends, the
/// token does, or this gateway leaves. The token travels on as `Authorization`; of the offered subprotocols only our
/// own goes further.
@Singleton
public class SocketPipe {

    private static final Logger LOG = Logger.getLogger(SocketPipe.class);

    private static final long LOOK_MILLIS = 1_000;
    private static final long PING_NANOS = 30_000_000_000L;
    private static final long SILENT_NANOS = 3 * PING_NANOS;
    private static final int RETRY_SECONDS = 2;
    private static final int SWITCHING = 101;
    private static final int SERVER_FAULT = 500;
    private static final int TOO_MANY = 429;
    private static final long HANDSHAKE_MILLIS = 10_000;
    private static final int TOKEN_ENDED = 4401;
    private static final int GOING_AWAY = 1001;

    private final Vertx vertx;
    private final Upstreams upstreams;
    private final Set<Joint> open = ConcurrentHashMap.newKeySet();
    private volatile boolean leaving;

    SocketPipe(Vertx vertx, Upstreams upstreams) {
        this.vertx = vertx;
        this.upstreams = upstreams;
    }

    /// @param stillGood asked every second: the pipe ends when the token was revoked, not only when it expires
    /// @param ended called once, when the WebSocket is over or never came to be
    public void join(
            Exchange exchange, String service, Identity.Known known, BooleanSupplier stillGood, Runnable ended) {
        if (!isHandshake(exchange.request())) {
            ended.run();
            exchange.refuse(EdgeProblem.BAD_REQUEST, "Here a WebSocket is opened, over HTTP/1.1");
            return;
        }
        ServicePool pool = upstreams.pool(service);
        Optional<Instance> instance = pool.pick(List.of(), System.nanoTime());
        if (instance.isEmpty()) {
            ended.run();
            exchange.refuseForNow("The " + service + " service does not answer; try again", RETRY_SECONDS);
            return;
        }
        join(exchange, pool, instance.get(), new Joint(exchange, known, stillGood, ended));
    }

    /// Tells every client that this gateway leaves; they come back to another.
    public void leave() {
        leaving = true;
        open.forEach(Joint::leave);
    }

    /// WebSockets that are open.
    public int count() {
        return open.size();
    }

    private void join(Exchange exchange, ServicePool pool, Instance instance, Joint joint) {
        exchange.triedAt(instance.name());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(instance.host())
                .setPort(instance.port())
                .setURI(exchange.uri());
        upstreams
                .client()
                .request(options)
                .compose(request -> handshake(exchange, request, instance, joint.known.token()))
                .onSuccess(answer -> safely(exchange, joint, () -> answered(exchange, answer, joint)))
                .onFailure(e -> {
                    LOG.warnf("No WebSocket to %s: %s (request %s)", pool.service(), e.getMessage(), exchange.id());
                    pool.failed(instance, System.nanoTime());
                    joint.over();
                    exchange.refuseForNow(
                            "The " + pool.service() + " service does not answer; try again", RETRY_SECONDS);
                });
    }

    /// Whatever becomes of the step, a WebSocket that did not come to be is not counted as open.
    private static void safely(Exchange exchange, Joint joint, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            joint.over();
            exchange.failed(e);
        }
    }

    private static boolean isHandshake(HttpServerRequest request) {
        String connection = String.join(",", request.headers().getAll(HttpHeaders.CONNECTION));
        return request.version() == HttpVersion.HTTP_1_1
                && "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
                && Arrays.stream(connection.split(","))
                        .anyMatch(option -> option.strip().equalsIgnoreCase("upgrade"))
                && request.getHeader("Sec-WebSocket-Key") != null;
    }

    private Future<HttpClientResponse> handshake(
            Exchange exchange, HttpClientRequest request, Instance instance, String token) {
        ForwardedHeaders.toService(exchange, request.headers()::set, instance.authority(), 0);
        request.headers()
                .remove(ForwardedHeaders.TIMEOUT)
                .remove("Sec-WebSocket-Extensions")
                .remove("Origin")
                .set(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .set(HttpHeaders.UPGRADE, "websocket")
                .set(HttpHeaders.CONNECTION, "Upgrade");
        if (request.headers().contains(Subprotocols.HEADER)) {
            request.headers().set(Subprotocols.HEADER, Subprotocols.OURS);
        }
        request.exceptionHandler(gone -> LOG.debugf("A WebSocket's service left: %s", gone.getMessage()));
        long timer = vertx.setTimer(HANDSHAKE_MILLIS, late -> request.reset());
        return request.connect().onComplete(answered -> vertx.cancelTimer(timer));
    }

    private void answered(Exchange exchange, HttpClientResponse answer, Joint joint) {
        if (answer.statusCode() != SWITCHING) {
            answer.request().reset();
            joint.over();
            if (answer.statusCode() >= SERVER_FAULT || answer.statusCode() == TOO_MANY) {
                exchange.refuseForNow("The service takes no WebSocket now; try again", RETRY_SECONDS);
            } else {
                exchange.refuse(EdgeProblem.NOT_FOUND, "There is nothing of yours to watch here");
            }
            return;
        }
        NetSocket service = answer.netSocket();
        if (exchange.isOver()) {
            service.close();
            joint.over();
            return;
        }
        service.pause();
        HttpServerResponse response = exchange.response();
        for (String name : List.of("Sec-WebSocket-Accept", Subprotocols.HEADER)) {
            if (answer.getHeader(name) != null) {
                response.putHeader(name, answer.getHeader(name));
            }
        }
        SecurityHeaders.addTo(response.headers(), exchange.isSecure());
        response.putHeader(HttpHeaders.UPGRADE, "websocket").putHeader(HttpHeaders.CONNECTION, "Upgrade");
        Wire.otherProtocol(exchange.request().connection());
        exchange.request()
                .toNetSocket()
                .onSuccess(client -> joint.join(client, service))
                .onFailure(e -> {
                    LOG.debugf("A client left during the handshake: %s", e.getMessage());
                    service.close();
                    joint.over();
                    exchange.abort();
                    exchange.end();
                });
    }

    /// Two sockets that are one connection.
    private final class Joint {
        private final Exchange exchange;
        private final Identity.Known known;
        private final BooleanSupplier stillGood;
        private final Runnable ended;
        private final Context loop = vertx.getOrCreateContext();
        private ClientSocket client;
        private boolean over;
        private long heardAt;
        private long pingedAt;

        Joint(Exchange exchange, Identity.Known known, BooleanSupplier stillGood, Runnable ended) {
            this.exchange = exchange;
            this.known = known;
            this.stillGood = stillGood;
            this.ended = ended;
        }

        void join(NetSocket outer, NetSocket service) {
            client = new ClientSocket(outer);
            heardAt = System.nanoTime();
            pingedAt = heardAt;
            open.add(this);
            long timer = vertx.setPeriodic(LOOK_MILLIS, ignored -> look(System.nanoTime()));
            outer.closeHandler(gone -> {
                vertx.cancelTimer(timer);
                open.remove(this);
                service.close();
                over();
                exchange.end();
            });
            outer.exceptionHandler(gone -> outer.close());
            service.closeHandler(gone -> outer.close());
            service.exceptionHandler(gone -> service.close());
            service.handler(bytes -> fromService(outer, service, bytes));
            outer.handler(bytes -> fromClient(outer, service, bytes));
            service.resume();
            outer.resume();
            if (leaving) {
                leave();
            }
        }

        /// Counts once.
        void over() {
            if (!over) {
                over = true;
                ended.run();
            }
        }

        private void fromService(NetSocket outer, NetSocket service, Buffer bytes) {
            if (!client.write(bytes)) {
                service.pause();
                outer.drainHandler(drained -> service.resume());
            }
        }

        private void fromClient(NetSocket outer, NetSocket service, Buffer bytes) {
            heardAt = System.nanoTime();
            service.write(bytes);
            if (service.writeQueueFull()) {
                outer.pause();
                service.drainHandler(drained -> outer.resume());
            }
        }

        private void look(long now) {
            if (System.currentTimeMillis() >= known.facts().expiresMillis() || !stillGood.getAsBoolean()) {
                close(TOKEN_ENDED, "the access token has ended");
            } else if (now - heardAt > SILENT_NANOS) {
                client.end();
            } else if (now - pingedAt > PING_NANOS) {
                pingedAt = now;
                client.ping();
            }
        }

        /// The service may never finish the frame that it has begun; then the client hears no reason.
        private void close(int code, String reason) {
            client.close(code, reason);
            vertx.setTimer(LOOK_MILLIS, ignored -> client.end());
        }

        void leave() {
            loop.runOnContext(ignored -> close(GOING_AWAY, "the server is restarting"));
        }
    }
}
