package dev.almanac.forecast.webhook;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with webhooks.
enum WebhookProblem implements ProblemCode {
    TOO_MANY_WEBHOOKS(409, "There are as many webhooks as one owner may have");

    private final int status;
    private final String title;

    WebhookProblem(int status, String title) {
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
