package dev.almanac.auth.password;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with a password.
public enum PasswordProblem implements ProblemCode {
    WEAK_PASSWORD(400, "This password is too easy to guess"),
    WRONG_PASSWORD(400, "The current password is another one"),
    INVALID_CREDENTIALS(401, "E-mail or password is wrong"),
    BUSY(503, "Too many sign-ins at this moment");

    private final int status;
    private final String title;

    PasswordProblem(int status, String title) {
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
