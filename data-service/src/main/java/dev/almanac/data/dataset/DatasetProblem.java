package dev.almanac.data.dataset;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with a dataset.
public enum DatasetProblem implements ProblemCode {
    FILE_TOO_LARGE(413, "The file is too large"),
    QUOTA_EXCEEDED(403, "There is no room for more"),
    UNUSABLE_FILE(422, "The file holds no series that we can read"),
    UPLOAD_INTERRUPTED(400, "The upload ended before its end"),
    DIGEST_MISMATCH(400, "What came is not the file that was announced"),
    DIGEST_UNSUPPORTED(400, "The digest cannot be checked"),
    CODING_UNSUPPORTED(415, "The body is coded in a way that is not taken"),
    MAPPING_INVALID(400, "The mapping does not fit the file"),
    MAPPING_UNCONFIRMED(409, "The dataset waits for its mapping to be confirmed"),
    DATASET_NOT_READY(409, "The dataset is not ready"),
    FIX_INVALID(400, "The fix cannot be applied"),
    GRANT_INVALID(400, "The grant cannot be made"),
    VERSION_CONFLICT(409, "Somebody else was faster"),
    PRECONDITION_FAILED(412, "The dataset has changed since"),
    TOO_MANY_UPLOADS(503, "Too many files are being read"),
    RANGE_INVALID(416, "The file has no such range");

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
