package dev.almanac.audit.publish;

import dev.almanac.log.TilePath;
import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The static part of the log: full tiles and bundles of sealed partitions as files, at the very paths of C2SP
/// tlog-tiles, so that any web server can publish the folder.
@ApplicationScoped
public class ArchiveFiles {

    private static final int FULL = 256;

    private final Optional<Path> folder;

    public ArchiveFiles(Config config) {
        this.folder = config.folder();
    }

    /// @throws IllegalStateException when no folder is configured
    public Path folder() {
        return folder.orElseThrow(() -> new IllegalStateException("audit.archive.folder is not set"));
    }

    /// Where a full tile of hashes belongs.
    public Path tile(int level, long index) {
        return folder().resolve("tile/" + level + "/" + new TilePath(index, FULL));
    }

    /// Where a full bundle of entries belongs.
    public Path bundle(long index) {
        return folder().resolve("tile/entries/" + new TilePath(index, FULL));
    }

    /// Where a file about a whole partition belongs.
    public Path partition(long part, String kind) {
        return folder().resolve("partitions/" + part + "." + kind);
    }

    Optional<byte[]> readManifest(long part) {
        return folder.isEmpty() ? Optional.empty() : read(partition(part, "manifest"));
    }

    Optional<byte[]> readTile(int level, long index) {
        return folder.isEmpty() ? Optional.empty() : read(tile(level, index));
    }

    Optional<byte[]> readBundle(long index) {
        return folder.isEmpty() ? Optional.empty() : read(bundle(index));
    }

    private static Optional<byte[]> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    /// Where sealed partitions go.
    @ConfigMapping(prefix = "audit.archive")
    public interface Config {

        /// A folder that is backed up like the database. Absent: nothing is archived.
        Optional<Path> folder();
    }
}
