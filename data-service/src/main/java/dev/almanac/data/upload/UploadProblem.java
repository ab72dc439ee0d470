package dev.almanac.data.upload;

import dev.almanac.kit.problem.ProblemCode;

/// What can go wrong with a resumable upload. The statuses are those of tus 1.0.0.
enum UploadProblem implements ProblemCode {
    TUS_VERSION_UNSUPPORTED(412, "The version of tus is not spoken here"),
    UPLOAD_LENGTH_MISSING(400, "The length of the upload is missing"),
    UPLOAD_METADATA_INVALID(400, "The metadata of the upload cannot be read"),
    UPLOAD_OFFSET_CONFLICT(409, "The part is not the next one"),
    UPLOAD_LOCKED(423, "Somebody else writes to the upload"),
    UPLOAD_CHECKSUM_MISMATCH(460, "The part did not arrive as it was sent"),
    UPLOAD_CHECKSUM_UNSUPPORTED(400, "The checksum cannot be checked"),
    UPLOAD_TOO_LONG(413, "The part is longer than what is left");

    private final int status;
    private final String title;

    UploadProblem(int status, String title) {
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
