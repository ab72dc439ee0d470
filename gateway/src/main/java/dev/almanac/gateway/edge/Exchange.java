package dev.almanac.gateway.edge;

import dev.almanac.gateway.limit.Decision;
import dev.almanac.kit.RequestId;
import dev.almanac.kit.problem.Problem;
import dev.almanac.kit.problem.ProblemCode;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// One request on its way through the gateway, and what is to be said of it afterwards. Used on one event loop.
public final class Exchange {

    /// Where an API key may come besides `Authorization`; never forwarded.
    public static final String API_KEY_HEADER = "X-API-Key";

    private static final String IANA_QUOTA = "https://iana.org/assignments/http-problem-types#quota-exceeded";

    private final HttpServerRequest request;
    private final String path;
    private final Peer peer;
    private final String id = RandomIds.requestId();
    private final String trace;
    private final long startNanos = System.nanoTime();
    private String route = "-";
    private String loggedPath;
    private String user;
    private String bearer;
    private String limiter = "-";
    private String upstream = "-";
    private int attempts;
    private Runnable onEnd;
    private Runnable whenOver;

    /// @param path canonical
    public Exchange(HttpServerRequest request, String path, Peer peer) {
        this.request = request;
        this.path = path;
        this.loggedPath = path;
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

    public String traceparent() {
        return trace;
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
    }

    /// What is done when this exchange is over, before [#whenOver].
    public void onEnd(Runnable action) {
        onEnd = action;
    }

    /// The answer has left, or the client, or a WebSocket has ended. Counts once.
    public void end() {
        Runnable action = onEnd;
        onEnd = null;
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
        if (response.headWritten() || response.closed()) {
            request.connection().close();
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
        if (request.headers().contains(HttpHeaders.EXPECT)) {
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
