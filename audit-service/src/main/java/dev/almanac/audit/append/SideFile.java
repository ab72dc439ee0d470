package dev.almanac.audit.append;

import dev.almanac.audit.keys.LogConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/// Keeps each newest checkpoint in a file beside the database, off the path of the appends; a log that was restored
/// from an older backup is behind it.
@ApplicationScoped
class SideFile implements StartCheck {

    private static final Logger LOG = Logger.getLogger(SideFile.class);
    private static final long LOOK_MILLIS = 1_000;

    private final NewestCheckpoint newest;
    private final RollbackGuard guard;
    private final Optional<Path> file;
    private final boolean writes;
    private volatile boolean running = true;
    private volatile boolean compared;

    SideFile(NewestCheckpoint newest, RollbackGuard guard, LogConfig config) {
        this.newest = newest;
        this.guard = guard;
        this.file = config.sideFile();
        this.writes = config.write();
    }

    @Override
    public void check() {
        if (file.isPresent() && Files.exists(file.get())) {
            try {
                guard.check(Files.readString(file.get()), "the side file " + file.get());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read the side file " + file.get(), e);
            }
        }
        compared = true;
    }

    void start(@Observes StartupEvent event) {
        if (writes && file.isPresent()) {
            Thread.ofPlatform().daemon().name("log-side-file").start(this::follow);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void follow() {
        long known = 0;
        try {
            while (running) {
                long version = newest.await(known, LOOK_MILLIS);
                if (version != known && compared && guard.alarm().isEmpty()) {
                    known = keep(file.orElseThrow(), newest.note()) ? version : known;
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whole or not at all.
    private static boolean keep(Path file, String note) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(draft, note);
            try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return true;
        } catch (IOException e) {
            LOG.errorf("The side file %s cannot be written: %s", file, e.getMessage());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
            return false;
        }
    }
}
