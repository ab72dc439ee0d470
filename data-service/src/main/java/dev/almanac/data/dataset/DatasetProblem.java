package dev.almanac.data.dataset;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with a dataset.
enum DatasetProblem implements ProblemCode {
    FILE_TOO_LARGE(413, "The file is too large"),
    UNUSABLE_FILE(422, "The file holds no series that we can read"),
    UPLOAD_INTERRUPTED(400, "The upload ended before its end"),
    MAPPING_INVALID(400, "The mapping does not fit the file"),
    MAPPING_UNCONFIRMED(409, "The dataset waits for its mapping to be confirmed");

    private final int status;
    private final String title;

    DatasetProblem(int status, String title) {
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
