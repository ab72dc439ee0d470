package dev.almanac.gateway.observe;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;

/// The standard output of the process, past the logger, which would look at every line again.
final class StandardOutput implements LogSink {

    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

    @Override
    public synchronized void write(byte[] lines) throws IOException {
        out.write(lines);
    }
}
