package dev.almanac.auth.account;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with an account.
public enum AccountProblem implements ProblemCode {
    EMAIL_TAKEN(409, "This e-mail address has an account"),
    USERNAME_TAKEN(409, "This username is taken"),
    WEAK_PASSWORD(400, "This password is too easy to guess"),
    INVALID_CREDENTIALS(401, "E-mail or password is wrong"),
    BUSY(503, "Too many sign-ins at this moment");

    private final int status;
    private final String title;

    AccountProblem(int status, String title) {
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
