package dev.almanac.gateway.proxy;

import dev.almanac.gateway.edge.Discard;
import dev.almanac.gateway.edge.EdgeProblem;
import dev.almanac.gateway.edge.Exchange;
import dev.almanac.gateway.route.Route;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/// One request on its way to a service, over as many attempts as it takes. Used on one event loop.
///
/// What is tried again: connections that could not be made, for every method, since they have carried nothing; and
/// reads without a body that broke off before an answer, or met an instance that is shutting down. All within the
/// service's budget.
///
/// Over 250 lines: what may still happen to a request after each event reads best in one place.
final class Flight implements UpstreamSocket.Answering {

    private static final Logger LOG = Logger.getLogger(Flight.class);

    private static final int MOST_ATTEMPTS = 4;
    private static final long CONNECT_PAUSE_MILLIS = 150;
    private static final int RETRY_SECONDS = 2;
    private static final int UNAVAILABLE = 503;
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int USUAL_HEAD = 1_024;
    private static final long LOOK_MILLIS = 15_000;
    private static final long NO_TIMER = -1;
    private static final Buffer LAST_CHUNK = Buffer.buffer("0\r\n\r\n");
    private static final Set<HttpMethod> BODILESS =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.DELETE, HttpMethod.OPTIONS);

    private final Vertx vertx;
    private final Upstreams upstreams;
    private final ServicePool pool;
    private final Exchange exchange;
    private final Route route;
    private final boolean bodiless;
    private final boolean chunked;
    private final Deadline deadline;
    private final List<Instance> tried = new ArrayList<>(2);
    private UpstreamSocket socket;
    private Instance instance;
    private long bodyBytes;
    private long lookedAt;
    private long progress = NO_TIMER;
    private long stuckMillis;
    private boolean held;
    private boolean heldLately;
    private boolean passing;
    private boolean over;

    Flight(Vertx vertx, Upstreams upstreams, ServicePool pool, Exchange exchange, Route route) {
        this.vertx = vertx;
        this.upstreams = upstreams;
        this.pool = pool;
        this.exchange = exchange;
        this.route = route;
        this.bodiless = hasNoBody(exchange.request());
        this.chunked = !bodiless && !exchange.request().headers().contains(HttpHeaders.CONTENT_LENGTH);
        this.deadline = new Deadline(vertx, route.timeout(), this::late);
    }

    void start() {
        if (exchange.isOver()) {
            return;
        }
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
        SocketPool sockets = upstreams.sockets(picked);
        UpstreamSocket idle = sockets.idle();
        if (idle == null) {
            sockets.connect().onSuccess(this::connected).onFailure(this::unconnected);
        } else {
            connected(idle);
        }
    }

    private void connected(UpstreamSocket fresh) {
        if (over) {
            fresh.close();
            return;
        }
        socket = fresh;
        fresh.begin(this, exchange.request().method().equals(HttpMethod.HEAD));
        fresh.write(head());
        if (bodiless) {
            fresh.requestEnded();
        } else {
            sendBody(fresh);
        }
    }

    private Buffer head() {
        StringBuilder head = new StringBuilder(USUAL_HEAD)
                .append(exchange.request().method().name())
                .append(' ')
                .append(exchange.uri())
                .append(" HTTP/1.1\r\n");
        ForwardedHeaders.toService(
                exchange,
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"),
                instance.authority(),
                route.timeout().toMillis());
        if (chunked) {
            head.append("transfer-encoding: chunked\r\n");
        }
        return Buffer.buffer(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private void sendBody(UpstreamSocket target) {
        HttpServerRequest client = exchange.request();
        if (client.headers().contains(HttpHeaders.EXPECT) && client.version() == HttpVersion.HTTP_1_1) {
            exchange.response().writeContinue();
        }
        client.handler(bytes -> sendPart(target, bytes));
        client.endHandler(end -> {
            if (!over) {
                if (chunked) {
                    target.write(LAST_CHUNK);
                }
                vertx.cancelTimer(progress);
                deadline.start();
                target.requestEnded();
            }
        });
        client.exceptionHandler(gone -> abandon());
        progress = vertx.setPeriodic(LOOK_MILLIS, ignored -> look());
        client.resume();
    }

    /// While a body is under way somebody owes something: the client more of it, or the service to take it, for which
    /// it has as long as for its answer.
    private void look() {
        if (over) {
            return;
        }
        boolean stuck = held && bodyBytes == lookedAt;
        stuckMillis = stuck ? stuckMillis + LOOK_MILLIS : 0;
        if (stuckMillis >= route.timeout().toMillis()) {
            late();
        } else if (!heldLately && bodyBytes - lookedAt < upstreams.leastBytes(LOOK_MILLIS)) {
            abandon();
            exchange.abort();
        }
        heldLately = held;
        lookedAt = bodyBytes;
    }

    private void sendPart(UpstreamSocket target, Buffer bytes) {
        if (over || bytes.length() == 0) {
            return; // over: the service answered before it had read everything. An empty chunk would be the last one
        }
        bodyBytes += bytes.length();
        if (bodyBytes > route.bodyLimit()) {
            abandon();
            exchange.refuse(EdgeProblem.BODY_TOO_LARGE, "The limit is " + route.bodyLimit() + " bytes");
            return;
        }
        boolean takesMore;
        if (chunked) {
            target.write(Buffer.buffer(Integer.toHexString(bytes.length()) + "\r\n"));
            takesMore = target.write(bytes.copy().appendString("\r\n"));
        } else {
            takesMore = target.write(bytes);
        }
        if (!takesMore) {
            held = true;
            heldLately = true;
            exchange.request().pause();
            target.whenDrained(() -> {
                held = false;
                exchange.request().resume();
            });
        }
    }

    private void unconnected(Throwable cause) {
        if (over) {
            return;
        }
        noteFailure(cause);
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

    @Override
    public void failed(Throwable cause) {
        if (over) {
            return;
        }
        noteFailure(cause);
        if (passing) {
            finish();
            exchange.abort();
        } else if (!againElsewhere()) {
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
        socket = null;
        if (!pool.hasOther(tried, System.nanoTime())) {
            tried.clear();
        }
        attempt();
        return true;
    }

    @Override
    public void head(int status, MultiMap headers) {
        if (over) {
            return;
        }
        if (status == UNAVAILABLE && pool.hasOther(List.of(instance), System.nanoTime())) {
            UpstreamSocket refused = socket;
            if (againElsewhere()) {
                refused.abandon();
                return;
            }
        }
        pool.succeeded(instance);
        deadline.met();
        HttpServerResponse response = exchange.response();
        if (response.headWritten() || response.closed()) {
            abandon();
            return;
        }
        passing = true;
        ForwardedHeaders.toClient(exchange, headers, instance.authority());
        response.setStatusCode(status);
        boolean hasBody =
                !exchange.request().method().equals(HttpMethod.HEAD) && status != NO_CONTENT && status != NOT_MODIFIED;
        response.setChunked(hasBody && !headers.contains(HttpHeaders.CONTENT_LENGTH));
    }

    @Override
    public void data(Buffer bytes) {
        if (over) {
            return;
        }
        HttpServerResponse response = exchange.response();
        response.write(bytes);
        if (response.writeQueueFull()) {
            UpstreamSocket source = socket;
            source.pause();
            response.drainHandler(drained -> source.resume());
        }
    }

    @Override
    public void end(MultiMap trailers, boolean reusable) {
        if (over) {
            return;
        }
        finish();
        if (!trailers.isEmpty() && exchange.response().isChunked() && wantsTrailers()) {
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
            noteFailure(null);
        }
        abandon();
        exchange.refuse(
                EdgeProblem.NO_ANSWER, "No answer within " + route.timeout().toSeconds() + " s");
    }

    /// @param cause null when the time was over
    private void noteFailure(Throwable cause) {
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
            if (socket != null) {
                socket.abandon();
            }
        }
    }

    private void finish() {
        over = true;
        vertx.cancelTimer(progress);
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
