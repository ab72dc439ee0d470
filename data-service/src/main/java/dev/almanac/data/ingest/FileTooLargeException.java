package dev.almanac.data.ingest;

/// A file is larger than allowed; nothing of it is kept.
public final class FileTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FileTooLargeException(long limit) {
        super("The limit is " + limit + " bytes", null, false, false);
    }
}
