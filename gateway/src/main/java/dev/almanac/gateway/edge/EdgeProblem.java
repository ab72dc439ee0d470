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
