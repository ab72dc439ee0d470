package dev.almanac.data.ingest;

/// The dataset was deleted while its file was read.
public final class IngestCancelledException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IngestCancelledException() {
        super("The dataset was deleted while its file was read", null, false, false);
    }
}
