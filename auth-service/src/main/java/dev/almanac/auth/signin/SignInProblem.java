package dev.almanac.auth.signin;

import dev.almanac.kit.problem.ProblemCode;

/// Why somebody is not in yet.
public enum SignInProblem implements ProblemCode {
    OTP_REQUIRED(401, "A second factor is needed"),
    OTP_INVALID(401, "The second factor is not right"),
    CHALLENGE_NOT_VALID(401, "Sign in from the beginning"),
    PASSWORD_EXPIRED(401, "Set a new password first"),
    ACCOUNT_DISABLED(403, "This account is disabled"),
    STEP_UP_REFUSED(403, "That did not show that it is you");

    private final int status;
    private final String title;

    SignInProblem(int status, String title) {
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
