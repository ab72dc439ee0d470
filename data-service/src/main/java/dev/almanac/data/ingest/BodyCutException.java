package dev.almanac.data.ingest;

import java.io.IOException;

/// A body ended before its end; its sender is gone or at fault.
public final class BodyCutException extends IOException {

    private static final long serialVersionUID = 1L;

    public BodyCutException(IOException cause) {
        super("The body ended before its end", cause);
    }
}
