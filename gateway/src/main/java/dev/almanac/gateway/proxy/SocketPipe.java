package dev.almanac.gateway.proxy;

import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.Subprotocols;
import dev.almanac.gateway.identity.Identity;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/// Joins a client's WebSocket to a service's as two raw streams, with back-pressure both ways, until either ends or the
/// token does. The token travels on as `Authorization`; of the offered subprotocols only our own goes further.
@ApplicationScoped
public class SocketPipe {

    private static final Logger LOG = Logger.getLogger(SocketPipe.class);

    private static final long LOOK_MILLIS = 1_000;

    private final Vertx vertx;
    private final Upstreams upstreams;

    SocketPipe(Vertx vertx, Upstreams upstreams) {
        this.vertx = vertx;
        this.upstreams = upstreams;
    }

    /// @param stillGood asked every few seconds: the pipe ends when the token was revoked, not only when it expires
    public void join(Exchange exchange, String service, Identity.Known known, BooleanSupplier stillGood) {
        URI url = upstreams.url(service);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(exchange.uri());
        upstreams
                .client()
                .request(options)
                .compose(request -> handshake(exchange, request, url, known.token()))
                .onSuccess(answer -> upgraded(exchange, answer, known, stillGood))
                .onFailure(e -> {
                    LOG.warnf("No WebSocket to %s: %s (request %s)", service, e.getMessage(), exchange.id());
                    exchange.refuse(EdgeProblem.UNAVAILABLE, "The " + service + " service does not answer; try again");
                });
    }

    private static Future<HttpClientResponse> handshake(
            Exchange exchange, HttpClientRequest request, URI url, String token) {
        ForwardedHeaders.toService(exchange, request.headers(), url.getAuthority());
        request.headers()
                .remove("Sec-WebSocket-Extensions")
                .remove("Origin")
                .set(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .set(HttpHeaders.UPGRADE, "websocket")
                .set(HttpHeaders.CONNECTION, "Upgrade");
        if (request.headers().contains(Subprotocols.HEADER)) {
            request.headers().set(Subprotocols.HEADER, Subprotocols.OURS);
        }
        request.exceptionHandler(gone -> LOG.debugf("A WebSocket's service left: %s", gone.getMessage()));
        return request.connect();
    }

    private void upgraded(
            Exchange exchange, HttpClientResponse answer, Identity.Known known, BooleanSupplier stillGood) {
        if (answer.statusCode() != 101) {
            answer.request().reset();
            exchange.refuse(EdgeProblem.NOT_FOUND, "There is no such job of yours to watch");
            return;
        }
        NetSocket service = answer.netSocket();
        service.pause();
        HttpServerResponse response = exchange.response();
        for (String name : new String[] {"Sec-WebSocket-Accept", Subprotocols.HEADER}) {
            if (answer.getHeader(name) != null) {
                response.putHeader(name, answer.getHeader(name));
            }
        }
        response.putHeader(HttpHeaders.UPGRADE, "websocket").putHeader(HttpHeaders.CONNECTION, "Upgrade");
        exchange.request()
                .toNetSocket()
                .onSuccess(client -> join(client, service, known.facts().expiresMillis(), stillGood))
                .onFailure(e -> {
                    LOG.debugf("A client left during the handshake: %s", e.getMessage());
                    service.close();
                });
    }

    private void join(NetSocket client, NetSocket service, long expiresMillis, BooleanSupplier stillGood) {
        long timer = vertx.setPeriodic(LOOK_MILLIS, ignored -> {
            if (System.currentTimeMillis() >= expiresMillis || !stillGood.getAsBoolean()) {
                client.close();
            }
        });
        client.closeHandler(gone -> {
            vertx.cancelTimer(timer);
            service.close();
        });
        service.closeHandler(gone -> client.close());
        service.pipeTo(client);
        client.pipeTo(service);
    }
}
