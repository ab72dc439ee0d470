package dev.almanac.forecast.sandbox;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong in the sandbox.
enum SandboxProblem implements ProblemCode {
    TOO_MANY_SESSIONS(429, "Close a session first"),
    SESSION_ENDED(409, "The session has ended"),
    LIMIT_NEEDED(422, "A price to compare with is needed"),
    PRICES_UNAVAILABLE(422, "There are no prices to weigh"),
    CREDENTIALS_REFUSED(422, "The cloud does not accept the session's credentials");

    private final int status;
    private final String title;

    SandboxProblem(int status, String title) {
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
