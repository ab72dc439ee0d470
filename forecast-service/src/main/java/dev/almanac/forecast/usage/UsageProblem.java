package dev.almanac.forecast.usage;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with budgets.
enum UsageProblem implements ProblemCode {
    BUDGET_EXCEEDED(402, "The budget has no room for this"),
    BUDGET_IMPOSED(403, "An administrator has set this budget");

    private final int status;
    private final String title;

    UsageProblem(int status, String title) {
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
