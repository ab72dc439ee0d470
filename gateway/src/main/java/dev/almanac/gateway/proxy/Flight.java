package dev.almanac.gateway.proxy;

import dev.almanac.gateway.edge.Discard;
import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.route.Route;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/// One request on its way to a service, over as many attempts as it takes. Used on one event loop.
///
/// What is tried again: connections that could not be made, for every method, since they have carried nothing; and
/// reads without a body that broke off before an answer, or met an instance that is shutting down. All within the
/// service's budget.
final class Flight {

    private static final Logger LOG = Logger.getLogger(Flight.class);

    private static final int MOST_ATTEMPTS = 4;
    private static final long CONNECT_PAUSE_MILLIS = 150;
    private static final long CONNECT_MILLIS = 2_000;
    private static final int RETRY_SECONDS = 2;
    private static final int UNAVAILABLE = 503;
    private static final Set<HttpMethod> BODILESS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE, HttpMethod.OPTIONS);

    private final Vertx vertx;
    private final Upstreams upstreams;
    private final ServicePool pool;
    private final Exchange exchange;
    private final Route route;
    private final boolean bodiless;
    private final Deadline deadline;
    private final List<Instance> tried = new ArrayList<>(2);
    private HttpClientRequest upstream;
    private Instance instance;
    private boolean over;

    Flight(Vertx vertx, Upstreams upstreams, ServicePool pool, Exchange exchange, Route route) {
        this.vertx = vertx;
        this.upstreams = upstreams;
        this.pool = pool;
        this.exchange = exchange;
        this.route = route;
        this.bodiless = hasNoBody(exchange.request());
        this.deadline = new Deadline(vertx, route.timeout(), this::late);
    }

    void start() {
        exchange.response().closeHandler(gone -> abandon()).exceptionHandler(gone -> abandon());
        if (bodiless) {
            exchange.request().resume();
            deadline.start();
        }
        attempt();
    }

    private void attempt() {
        pool.pick(tried, System.nanoTime()).ifPresentOrElse(this::attempt, () -> unreachable("no instance is left"));
    }

    private void attempt(Instance picked) {
        instance = picked;
        exchange.triedAt(picked.name());
        pool.began(picked);
        RequestOptions options = new RequestOptions()
                .setMethod(exchange.request().method())
                .setHost(picked.host())
                .setPort(picked.port())
                .setURI(exchange.uri())
                .setConnectTimeout(CONNECT_MILLIS);
        upstreams.client().request(options).onSuccess(this::connected).onFailure(this::unconnected);
    }

    private void connected(HttpClientRequest request) {
        if (over) {
            request.reset();
            return;
        }
        upstream = request;
        ForwardedHeaders.toService(
                exchange,
                request.headers(),
                instance.authority(),
                route.timeout().toMillis());
        request.response().onSuccess(this::answered).onFailure(this::brokenOff);
        if (bodiless) {
            request.end();
        } else {
            sendBody(request);
        }
    }

    private void sendBody(HttpClientRequest request) {
        HttpServerRequest client = exchange.request();
        request.setChunked(client.headers().contains(HttpHeaders.TRANSFER_ENCODING)
                || !client.headers().contains(HttpHeaders.CONTENT_LENGTH));
        if (client.headers().contains(HttpHeaders.EXPECT) && client.version() == HttpVersion.HTTP_1_1) {
            exchange.response().writeContinue();
        }
        client.pipe()
                .endOnFailure(false)
                .to(new BoundedBody(request, route.bodyLimit()))
                .onSuccess(sent -> deadline.start())
                .onFailure(this::bodyFailed);
    }

    private void bodyFailed(Throwable cause) {
        if (cause instanceof BoundedBody.TooLargeException && !over) {
            exchange.refuse(EdgeProblem.BODY_TOO_LARGE, "The limit is " + route.bodyLimit() + " bytes");
        }
        abandon(); // the client went away, or the service answered before it had read everything
    }

    private void unconnected(Throwable cause) {
        if (over) {
            return;
        }
        failed(cause);
        pool.ended(instance);
        tried.add(instance);
        instance = null;
        if (exchange.attempts() >= MOST_ATTEMPTS || !pool.budget().spend(System.nanoTime())) {
            unreachable(cause.getMessage());
        } else if (pool.hasOther(tried, System.nanoTime())) {
            attempt();
        } else {
            tried.clear();
            vertx.setTimer(CONNECT_PAUSE_MILLIS, ignored -> {
                if (!over) {
                    attempt();
                }
            });
        }
    }

    private void unreachable(String cause) {
        LOG.warnf("%s cannot be reached: %s (request %s)", pool.service(), cause, exchange.id());
        finish();
        exchange.refuseForNow("The " + pool.service() + " service does not answer; try again", RETRY_SECONDS);
    }

    private void brokenOff(Throwable cause) {
        if (over) {
            return;
        }
        failed(cause);
        if (!againElsewhere()) {
            LOG.warnf("%s broke off: %s (request %s)", pool.service(), cause.getMessage(), exchange.id());
            finish();
            exchange.refuseForNow("The service broke off before it answered; try again", RETRY_SECONDS);
        }
    }

    /// @return whether a read is tried again
    private boolean againElsewhere() {
        HttpMethod method = exchange.request().method();
        boolean reads = bodiless && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD));
        if (!reads
                || !route.retries()
                || exchange.attempts() >= MOST_ATTEMPTS
                || !pool.budget().spend(System.nanoTime())) {
            return false;
        }
        tried.add(instance);
        pool.ended(instance);
        instance = null;
        if (!pool.hasOther(tried, System.nanoTime())) {
            tried.clear();
        }
        attempt();
        return true;
    }

    private void answered(HttpClientResponse answer) {
        if (over) {
            return;
        }
        if (answer.statusCode() == UNAVAILABLE && pool.hasOther(List.of(instance), System.nanoTime())) {
            HttpClientRequest refused = upstream;
            if (againElsewhere()) {
                refused.reset();
                return;
            }
        }
        pool.succeeded(instance);
        deadline.met();
        pass(answer);
    }

    private void pass(HttpClientResponse answer) {
        HttpServerResponse response = exchange.response();
        if (response.headWritten() || response.closed()) {
            abandon();
            return;
        }
        ForwardedHeaders.toClient(exchange, answer.headers(), instance.authority());
        response.setStatusCode(answer.statusCode());
        boolean noContent = exchange.request().method().equals(HttpMethod.HEAD)
                || answer.statusCode() == 204
                || answer.statusCode() == 304;
        if (noContent) {
            finish();
            response.end();
            Discard.rest(exchange.request());
            return;
        }
        boolean chunked = !answer.headers().contains(HttpHeaders.CONTENT_LENGTH);
        response.setChunked(chunked);
        answer.pipe()
                .endOnFailure(false)
                .endOnSuccess(false)
                .to(response)
                .onSuccess(done -> passed(answer, chunked))
                .onFailure(e -> {
                    abandon();
                    exchange.request().connection().close();
                });
    }

    private void passed(HttpClientResponse answer, boolean chunked) {
        finish();
        MultiMap trailers = answer.trailers();
        if (chunked && !trailers.isEmpty() && wantsTrailers()) {
            trailers.forEach((name, value) -> {
                if (ForwardedHeaders.mayTrail(name)) {
                    exchange.response().putTrailer(name, value);
                }
            });
        }
        exchange.response().end();
        Discard.rest(exchange.request());
    }

    private boolean wantsTrailers() {
        String accepted = exchange.request().getHeader("TE");
        return accepted != null && accepted.contains("trailers");
    }

    private void late() {
        if (over) {
            return;
        }
        if (instance != null) {
            failed(null);
        }
        abandon();
        exchange.refuse(
                EdgeProblem.NO_ANSWER, "No answer within " + route.timeout().toSeconds() + " s");
    }

    private void failed(Throwable cause) {
        if (pool.failed(instance, System.nanoTime())) {
            LOG.warnf(
                    "%s %s is taken out for a while: %s",
                    pool.service(), instance.name(), cause == null ? "it does not answer in time" : cause.getMessage());
        }
    }

    /// Nobody waits for the answer any more.
    private void abandon() {
        if (!over) {
            finish();
            if (upstream != null) {
                upstream.reset();
            }
        }
    }

    private void finish() {
        over = true;
        deadline.met();
        if (instance != null) {
            pool.ended(instance);
            instance = null;
        }
    }

    /// HTTP/2 has no field that tells a body is coming; where none is usual and no length is given, there is none.
    private static boolean hasNoBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return length.equals("0");
        }
        return request.version() == HttpVersion.HTTP_2
                ? BODILESS.contains(request.method())
                : !request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }
}
