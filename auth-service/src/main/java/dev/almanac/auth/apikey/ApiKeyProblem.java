package dev.almanac.auth.apikey;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with an API key.
public enum ApiKeyProblem implements ProblemCode {
    TOO_MANY_API_KEYS(409, "There are too many keys");

    private final int status;
    private final String title;

    ApiKeyProblem(int status, String title) {
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
