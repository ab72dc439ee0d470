package dev.almanac.auth.factor;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with a second factor.
public enum FactorProblem implements ProblemCode {
    FACTOR_EXISTS(409, "An authenticator app is set up already"),
    NO_SUCH_FACTOR(404, "There is no authenticator app to change"),
    WRONG_CODE(400, "The code is not right, or was used before"),
    CODES_PAUSED(429, "Too many wrong codes");

    private final int status;
    private final String title;

    FactorProblem(int status, String title) {
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
