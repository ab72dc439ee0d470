package dev.almanac.data.ingest;

/// More files are being read than are read at once, and for too long.
public final class TooManyReadersException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyReadersException() {
        super("Too many files are being read", null, false, false);
    }
}
