package dev.almanac.data.ingest;

/// A file is not the one that its sender announced; nothing of it is kept.
public final class DigestMismatchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DigestMismatchException(String expected, String actual) {
        super("The sender announced SHA-256 " + expected + ", what came has " + actual, null, false, false);
    }
}
