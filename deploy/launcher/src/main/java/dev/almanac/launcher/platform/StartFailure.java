package dev.almanac.launcher.platform;

/// Why the platform did not start, in words for the person who started it.
public final class StartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }
}
