package dev.almanac.auth.account;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with an account.
public enum AccountProblem implements ProblemCode {
    EMAIL_TAKEN(409, "This e-mail address has an account"),
    USERNAME_TAKEN(409, "This username is taken"),
    LAST_WAY_IN(409, "An account needs a way in"),
    LAST_ADMIN(409, "The platform needs an administrator"),
    LINK_NOT_VALID(400, "This link is not valid any more");

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
