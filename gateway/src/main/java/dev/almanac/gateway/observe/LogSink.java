package dev.almanac.gateway.observe;

import java.io.IOException;

/// Where lines go. Called by one thread at a time.
interface LogSink {

    void write(byte[] lines) throws IOException;
}
