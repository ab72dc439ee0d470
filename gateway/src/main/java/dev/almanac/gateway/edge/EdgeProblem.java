package dev.almanac.gateway.edge;

import dev.almanac.kit.problem.ProblemCode;

/// What the gateway itself refuses.
public enum EdgeProblem implements ProblemCode {
    BAD_REQUEST(400, "The request is ambiguous or malformed"),
    UNAUTHENTICATED(401, "Sign in first"),
    ORIGIN_REFUSED(403, "This origin may not call the API"),
    SCOPE_MISSING(403, "The API key may not do this"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "This address does not take that method"),
    BODY_TOO_LARGE(413, "The body is too large"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    UNAVAILABLE(503, "A service that this needs is not available"),
    EXPECTATION_FAILED(417, "This expectation cannot be met"),
    ROLE_MISSING(403, "This needs another role"),
    URI_TOO_LONG(414, "The address is too long"),
    HEAD_TOO_LARGE(431, "The head of the request is too large"),
    VERSION_NOT_SUPPORTED(505, "This version of HTTP is not spoken here"),
    NO_ANSWER(504, "A service did not answer in time");

    private final int status;
    private final String title;

    EdgeProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
