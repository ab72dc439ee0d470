package dev.almanac.data.ingest;

import java.io.InterruptedIOException;

/// An interrupt where bytes are read or written.
final class Interruption {

    private Interruption() {}

    /// The failure to throw; the thread stays interrupted.
    static InterruptedIOException failure(String message, InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException failure = new InterruptedIOException(message);
        failure.initCause(cause);
        return failure;
    }
}
