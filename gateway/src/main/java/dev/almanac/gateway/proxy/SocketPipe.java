package dev.almanac.gateway.proxy;

import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.Subprotocols;
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
import org.jboss.logging.Logger;

/// Joins a client's WebSocket to a service's as two raw streams, with back-pressure both ways, until either ends or the
/// token does. The token travels on as `Authorization`; of the offered subprotocols only our own goes further.
@ApplicationScoped
public class SocketPipe {

    private static final Logger LOG = Logger.getLogger(SocketPipe.class);

    private final Vertx vertx;
    private final Upstreams upstreams;

    SocketPipe(Vertx vertx, Upstreams upstreams) {
        this.vertx = vertx;
        this.upstreams = upstreams;
    }

    /// @param expiresMillis when the token ends, since 1970
    public void join(Exchange exchange, String service, String token, long expiresMillis) {
        URI url = upstreams.url(service);
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(exchange.uri());
        upstreams
                .client()
                .request(options)
                .compose(request -> handshake(exchange, request, url, token))
                .onSuccess(answer -> upgraded(exchange, answer, expiresMillis))
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

    private void upgraded(Exchange exchange, HttpClientResponse answer, long expiresMillis) {
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
                .onSuccess(client -> join(client, service, expiresMillis))
                .onFailure(e -> {
                    LOG.debugf("A client left during the handshake: %s", e.getMessage());
                    service.close();
                });
    }

    private void join(NetSocket client, NetSocket service, long expiresMillis) {
        long left = Math.max(1, expiresMillis - System.currentTimeMillis());
        long timer = vertx.setTimer(left, ignored -> client.close());
        client.closeHandler(gone -> {
            vertx.cancelTimer(timer);
            service.close();
        });
        service.closeHandler(gone -> client.close());
        service.pipeTo(client);
        client.pipeTo(service);
    }
}
