package dev.almanac.gateway.edge;

import dev.almanac.gateway.limit.Decision;
import dev.almanac.kit.RequestId;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.Problem;
import dev.almanac.kit.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jboss.logging.Logger;

/// One request on its way through the gateway, and what is to be said of it afterwards. Used on one event loop.
public final class Exchange {

    /// Where an API key may come besides `Authorization`; never forwarded.
    public static final String API_KEY_HEADER = "X-API-Key";

    private static final Logger LOG = Logger.getLogger(Exchange.class);
    private static final String IANA_QUOTA = "https://iana.org/assignments/http-problem-types#quota-exceeded";

    private final HttpServerRequest request;
    private final String path;
    private final Peer peer;
    private final String id = RandomIds.requestId();
    private final String trace;
    private final long startNanos = System.nanoTime();
    private String route = "-";
    private String loggedPath = "-";
    private String user;
    private String bearer;
    private String limiter = "-";
    private String upstream = "-";
    private int attempts;
    private boolean ended;
    private Runnable onEnd;
    private Runnable whenOver;

    /// @param path canonical
    public Exchange(HttpServerRequest request, String path, Peer peer) {
        this.request = request;
        this.path = path;
        this.peer = peer;
        this.trace = Traceparent.next(request.getHeader("traceparent"));
    }

    public HttpServerRequest request() {
        return request;
    }

    public HttpServerResponse response() {
        return request.response();
    }

    public String path() {
        return path;
    }

    /// The canonical path with the query as it came.
    public String uri() {
        return request.query() == null ? path : path + "?" + request.query();
    }

    public String id() {
        return id;
    }

    /// What goes on to the service: this gateway's span, in the caller's trace where there is one.
    public String traceparent() {
        return trace;
    }

    /// The span of the caller that this gateway's belongs to; null for the first of a trace.
    public String callersSpan() {
        return Traceparent.spanOf(request.getHeader("traceparent"));
    }

    /// Of the client, past the proxies that are trusted.
    public String address() {
        return peer.address();
    }

    /// Whether the client speaks TLS, to us or to a proxy that is trusted.
    public boolean isSecure() {
        return peer.secure();
    }

    public long startNanos() {
        return startNanos;
    }

    /// What is to be done once the answer has left, or the client; one thing at most.
    public void whenOver(Runnable action) {
        whenOver = action;
        if (ended) {
            action.run();
        }
    }

    /// Whether nobody waits for an answer any more.
    public boolean isOver() {
        return ended || response().closed();
    }

    /// Runs what goes on with this exchange, unless nobody waits for that. A fault of ours is answered and logged:
    /// nobody waits for nothing.
    public void safely(Runnable step) {
        if (isOver()) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            failed(e);
        }
    }

    /// Whatever was waited for has failed, for no reason that anybody foresaw.
    public void failed(Throwable cause) {
        LOG.errorf(cause, "A request failed here (request %s)", id);
        refuse(CommonProblem.INTERNAL_ERROR, "It was logged with the id of this request");
    }

    /// Ends this exchange without an answer, or in the middle of one: over HTTP/2 its stream, else its connection.
    public void abort() {
        if (request.version() == HttpVersion.HTTP_2) {
            response().reset();
        } else {
            request.connection().close();
        }
    }

    /// What is done when this exchange is over, before [#whenOver].
    public void onEnd(Runnable action) {
        onEnd = action;
    }

    /// The answer has left, or the client, or a WebSocket has ended. Counts once.
    public void end() {
        Runnable action = onEnd;
        onEnd = null;
        ended = true;
        if (action != null) {
            action.run();
            if (whenOver != null) {
                whenOver.run();
            }
        }
    }

    /// @param pattern of the route, the name that metrics and logs have for it
    /// @param shown how the path may stand in a log
    public void takes(String pattern, String shown) {
        this.route = pattern;
        this.loggedPath = shown;
    }

    public String route() {
        return route;
    }

    public String loggedPath() {
        return loggedPath;
    }

    /// The user id of the verified token; null for a caller without one.
    public String user() {
        return user;
    }

    /// @param verified id of the user
    /// @param token what goes on to the service
    public void signedInAs(String verified, String token) {
        this.user = verified;
        this.bearer = token;
    }

    /// The verified access token; null for a caller without one.
    public String bearer() {
        return bearer;
    }

    /// What the limits have said: `-` when none was asked, `allowed`, or the name of the one that refused.
    public String limiter() {
        return limiter;
    }

    /// Says in the answer where the caller stands.
    public void limited(Decision decision) {
        response().putHeader("RateLimit-Policy", decision.policies()).putHeader("RateLimit", decision.limits());
        limiter = decision instanceof Decision.Refused refused
                ? refused.violated().name()
                : "allowed";
    }

    /// @param instance that the request is sent to now
    public void triedAt(String instance) {
        upstream = instance;
        attempts++;
    }

    /// The instance that was tried last; `-` for none.
    public String upstream() {
        return upstream;
    }

    /// How often the request was sent to a service.
    public int attempts() {
        return attempts;
    }

    public void refuse(ProblemCode code, String detail) {
        refuse("/problems/" + code.code(), code, detail, new JsonObject());
    }

    public void refuseUnauthenticated(String detail, boolean tokenGiven) {
        String challenge = tokenGiven ? "Bearer error=\"invalid_token\"" : "Bearer";
        response().putHeader("WWW-Authenticate", challenge);
        refuse(EdgeProblem.UNAUTHENTICATED, detail);
    }

    /// @param seconds after which it is worth trying again
    public void refuseForNow(String detail, int seconds) {
        response().putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(seconds));
        refuse(EdgeProblem.UNAVAILABLE, detail);
    }

    public void refuseOverLimit(Decision.Refused refused) {
        String detail =
                "At most %s; try again in %d s".formatted(refused.violated().inWords(), refused.retryAfterSeconds());
        refuseOverLimit(refused.violated().name(), detail, refused.retryAfterSeconds());
    }

    /// @param policy name of the limit
    public void refuseOverLimit(String policy, String detail, long seconds) {
        limiter = policy;
        response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        JsonObject violated = new JsonObject().put("violated-policies", List.of(policy));
        refuse(IANA_QUOTA, EdgeProblem.TOO_MANY_REQUESTS, detail, violated);
    }

    /// A body that is still coming is read and thrown away, so that the client sees the answer instead of a reset.
    private void refuse(String type, ProblemCode code, String detail, JsonObject more) {
        HttpServerResponse response = response();
        if (response.headWritten() || isOver()) {
            abort();
            return;
        }
        JsonObject body = new JsonObject()
                .put("type", type)
                .put("title", code.title())
                .put("status", code.status())
                .put("detail", detail)
                .put("instance", path)
                .put("request_id", id)
                .mergeIn(more);
        SecurityHeaders.addTo(response.headers(), isSecure());
        response.setStatusCode(code.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(RequestId.HEADER, id);
        if (request.headers().contains(HttpHeaders.EXPECT) && request.version() == HttpVersion.HTTP_1_1) {
            endConnection(body);
        } else {
            response.end(body.toBuffer());
            Discard.rest(request);
        }
    }

    /// Whoever asked first whether to send the body may send it now or not: nobody knows where the next request begins.
    private void endConnection(JsonObject body) {
        response().putHeader(HttpHeaders.CONNECTION, "close");
        response().end(body.toBuffer()).onComplete(sent -> request.connection().close());
        request.resume();
    }
}
