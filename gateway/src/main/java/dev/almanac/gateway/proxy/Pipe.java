package dev.almanac.gateway.proxy;

import dev.almanac.gateway.edge.Discard;
import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.edge.GatewayConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Streams one request to a service and its answer back. Nothing is held in memory beyond the sockets' buffers; a
/// client that goes away resets the service's connection; a body above its limit stops there.
@ApplicationScoped
public class Pipe {

    private static final Logger LOG = Logger.getLogger(Pipe.class);
    private static final int CONNECT_ATTEMPTS = 3;
    private static final long CONNECT_PAUSE_MILLIS = 150;

    private final Vertx vertx;
    private final Upstreams upstreams;
    private final GatewayConfig config;

    Pipe(Vertx vertx, Upstreams upstreams, GatewayConfig config) {
        this.vertx = vertx;
        this.upstreams = upstreams;
        this.config = config;
    }

    /// @param bodyLimit bytes; [Long#MAX_VALUE] where the service counts
    public void forward(Exchange exchange, String service, long bodyLimit) {
        URI url = upstreams.url(service);
        connect(exchange, url, 1)
                .onSuccess(request -> send(exchange, request, url, bodyLimit))
                .onFailure(e -> {
                    LOG.warnf("%s cannot be reached: %s (request %s)", service, e.getMessage(), exchange.id());
                    exchange.response().putHeader("Retry-After", "2");
                    exchange.refuse(EdgeProblem.UNAVAILABLE, "The " + service + " service does not answer; try again");
                });
    }

    /// A connection that could not be made has carried nothing, so trying again is safe for every method.
    private Future<HttpClientRequest> connect(Exchange exchange, URI url, int attempt) {
        RequestOptions options = new RequestOptions()
                .setMethod(exchange.request().method())
                .setHost(url.getHost())
                .setPort(url.getPort())
                .setURI(exchange.uri());
        return upstreams
                .client()
                .request(options)
                .recover(e -> attempt == CONNECT_ATTEMPTS
                        ? Future.failedFuture(e)
                        : vertx.timer(CONNECT_PAUSE_MILLIS, TimeUnit.MILLISECONDS)
                                .compose(ignored -> connect(exchange, url, attempt + 1)));
    }

    private void send(Exchange exchange, HttpClientRequest upstream, URI url, long bodyLimit) {
        HttpServerRequest request = exchange.request();
        ForwardedHeaders.toService(exchange, upstream.headers(), url.getAuthority());
        Deadline deadline = new Deadline(vertx, config.answerWithin(), () -> {
            upstream.reset();
            exchange.refuse(
                    EdgeProblem.NO_ANSWER,
                    "No answer within " + config.answerWithin().toSeconds() + " s");
        });
        exchange.response().closeHandler(gone -> upstream.reset()).exceptionHandler(gone -> upstream.reset());
        upstream.response()
                .onComplete(answered -> deadline.met())
                .onSuccess(response -> answer(exchange, upstream, response, url))
                .onFailure(e -> broken(exchange, e));
        if (hasNoBody(request)) {
            deadline.start();
            upstream.end();
            return;
        }
        upstream.setChunked(request.headers().contains(HttpHeaders.TRANSFER_ENCODING));
        request.pipe()
                .endOnFailure(false)
                .to(new BoundedBody(upstream, bodyLimit))
                .onSuccess(sent -> deadline.start())
                .onFailure(e -> bodyFailed(exchange, upstream, e, bodyLimit));
        request.resume();
    }

    private static boolean hasNoBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return (length == null || length.equals("0")) && !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private static void bodyFailed(Exchange exchange, HttpClientRequest upstream, Throwable e, long bodyLimit) {
        if (e instanceof BoundedBody.TooLargeException) {
            exchange.refuse(EdgeProblem.BODY_TOO_LARGE, "The limit is " + bodyLimit + " bytes");
        }
        upstream.reset(); // the client went away, or the service answered before it had read everything
    }

    private static void answer(Exchange exchange, HttpClientRequest upstream, HttpClientResponse answer, URI url) {
        HttpServerResponse response = exchange.response();
        if (response.headWritten() || response.closed()) {
            upstream.reset();
            return;
        }
        ForwardedHeaders.toClient(exchange, answer.headers(), url.toString());
        response.setStatusCode(answer.statusCode());
        boolean bodiless = exchange.request().method().equals(HttpMethod.HEAD)
                || answer.statusCode() == 204
                || answer.statusCode() == 304;
        if (bodiless) {
            response.end();
            return;
        }
        if (!answer.headers().contains(HttpHeaders.CONTENT_LENGTH)) {
            response.setChunked(true);
        }
        answer.pipe()
                .endOnFailure(false)
                .to(response)
                .onSuccess(done -> Discard.rest(exchange.request()))
                .onFailure(e -> exchange.request().connection().close());
    }

    private static void broken(Exchange exchange, Throwable e) {
        if (!exchange.response().ended() && !exchange.response().closed()) {
            LOG.warnf("A service broke off: %s (request %s)", e.getMessage(), exchange.id());
            exchange.response().putHeader("Retry-After", "2");
            exchange.refuse(EdgeProblem.UNAVAILABLE, "The service broke off before it answered; try again");
        }
    }
}
