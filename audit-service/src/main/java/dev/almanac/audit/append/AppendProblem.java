package dev.almanac.audit.append;

import dev.almanac.kit.problem.ProblemCode;

/// Why the log takes no events.
enum AppendProblem implements ProblemCode {
    LOG_ROLLED_BACK(503, "The log lacks entries that others have seen");

    private final int status;
    private final String title;

    AppendProblem(int status, String title) {
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
