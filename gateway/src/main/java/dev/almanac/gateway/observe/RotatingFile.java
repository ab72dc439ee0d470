package dev.almanac.gateway.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that is set aside when it is large: `access.log` becomes `access.log.1`, that becomes `access.log.2`, and the
/// tenth is forgotten.
final class RotatingFile implements LogSink {

    private static final long LARGEST = 10_000_000;
    private static final int KEPT = 10;

    private final Path file;

    RotatingFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized void write(byte[] lines) throws IOException {
        if (Files.exists(file) && Files.size(file) + lines.length > LARGEST) {
            for (int i = KEPT - 1; i >= 1; i--) {
                if (Files.exists(older(i))) {
                    Files.move(older(i), older(i + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(file, older(1), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path older(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }
}
