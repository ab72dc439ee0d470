package dev.almanac.audit.witness;

import dev.almanac.kit.problem.ProblemCode;

/// Why a witness does not cosign.
enum WitnessProblem implements ProblemCode {
    CHECKPOINT_NOT_SIGNED(403, "The checkpoint carries no good signature of its log"),
    LOG_INCONSISTENT(422, "The log has not grown from what this witness has seen");

    private final int status;
    private final String title;

    WitnessProblem(int status, String title) {
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
