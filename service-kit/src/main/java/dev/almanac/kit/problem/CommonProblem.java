package dev.almanac.kit.problem;

/// Failures that no feature owns.
public enum CommonProblem implements ProblemCode {
    MALFORMED_JSON(400, "The body is not the JSON that this call takes"),
    VALIDATION_FAILED(400, "Some fields are not valid"),
    INVALID_CURSOR(400, "The cursor is not one that a list answered"),
    UNAUTHENTICATED(401, "Sign in first"),
    FORBIDDEN(403, "Your role does not allow this"),
    NOT_FOUND(404, "There is nothing here, or it is not yours"),
    REQUEST_REFUSED(400, "The request cannot be served as it is"),
    INTERNAL_ERROR(500, "Something broke on our side"),
    UNAVAILABLE(503, "A service that this needs is not available");

    private final int status;
    private final String title;

    CommonProblem(int status, String title) {
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
