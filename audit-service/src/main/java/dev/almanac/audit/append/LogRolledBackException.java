package dev.almanac.audit.append;

/// The log lacks entries that somebody has seen in it; nothing may be written.
public final class LogRolledBackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LogRolledBackException(String message) {
        super(message, null, false, false);
    }
}
