package dev.almanac.auth.passkey;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with a passkey.
public enum PasskeyProblem implements ProblemCode {
    PASSKEY_NOT_VALID(401, "The passkey cannot be recognised"),
    PASSKEY_REFUSED(400, "This passkey cannot be registered"),
    TOO_MANY_PASSKEYS(409, "An account cannot have more passkeys");

    private final int status;
    private final String title;

    PasskeyProblem(int status, String title) {
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
