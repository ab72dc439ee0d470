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
import java.util.UUID;

/// One request on its way through the gateway.
public final class Exchange {

    /// Where an API key may come besides `Authorization`; never forwarded.
    public static final String API_KEY_HEADER = "X-API-Key";

    private static final String IANA_QUOTA = "https://iana.org/assignments/http-problem-types#quota-exceeded";

    private final HttpServerRequest request;
    private final String path;
    private final String id = UUID.randomUUID().toString();
    private final String trace;
    private String user;
    private String bearer;

    /// @param path canonical
    public Exchange(HttpServerRequest request, String path) {
        this.request = request;
        this.path = path;
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

    public String address() {
        return request.remoteAddress().hostAddress();
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

    public void refuse(ProblemCode code, String detail) {
        refuse("/problems/" + code.code(), code, detail, new JsonObject());
    }

    public void refuseUnauthenticated(String detail, boolean tokenGiven) {
        String challenge = tokenGiven ? "Bearer error=\"invalid_token\"" : "Bearer";
        response().putHeader("WWW-Authenticate", challenge);
        refuse(EdgeProblem.UNAUTHENTICATED, detail);
    }

    public void refuseOverLimit(Decision.Refused refused) {
        response().putHeader("Retry-After", Long.toString(refused.retryAfterSeconds()));
        String detail =
                "At most %s; try again in %d s".formatted(refused.policy().inWords(), refused.retryAfterSeconds());
        JsonObject violated = new JsonObject()
                .put("violated-policies", List.of(refused.policy().name()));
        refuse(IANA_QUOTA, EdgeProblem.TOO_MANY_REQUESTS, detail, violated);
    }

    /// A body that is still coming is read and thrown away, so that the client sees the answer instead of a reset.
    private void refuse(String type, ProblemCode code, String detail, JsonObject more) {
        HttpServerResponse response = response();
        if (response.headWritten()) {
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
        SecurityHeaders.addTo(response.headers(), request.isSSL());
        response.setStatusCode(code.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader(RequestId.HEADER, id)
                .end(body.toBuffer());
        Discard.rest(request);
    }
}
