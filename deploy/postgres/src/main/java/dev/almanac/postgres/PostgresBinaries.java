package dev.almanac.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The PostgreSQL programs for this operating system, unpacked once into a folder and reused.
final class PostgresBinaries {

    /// Changes with the pinned binaries, so that an update unpacks beside the old programs.
    private static final String VERSION = "18.6";

    private PostgresBinaries() {}

    /// Unpacks the programs under `folder` unless they are there already.
    ///
    /// @return the folder that holds `bin`, `lib` and `share`
    /// @throws IllegalStateException when there are no binaries for this platform
    static Path unpackInto(Path folder) {
        Path home = folder.resolve("programs-" + VERSION);
        if (Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            return home;
        }
        try {
            Files.createDirectories(folder);
            Path partial = Files.createTempDirectory(folder, "unpacking-");
            extract(archiveName(), partial);
            try {
                Files.move(partial, home, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException otherProcessWasFaster) {
                deleteTree(partial);
                if (!Files.isDirectory(home)) {
                    throw otherProcessWasFaster;
                }
            }
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack PostgreSQL into " + folder, e);
        }
    }

    static String archiveName() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = os.contains("win") ? "windows" : os.contains("mac") ? "darwin" : "linux";
        String architecture = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            case String other -> other;
        };
        return "/postgres-" + family + "-" + architecture + ".txz";
    }

    private static void extract(String archive, Path target) throws IOException {
        try (InputStream resource = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (resource == null) {
                throw new IllegalStateException("No embedded PostgreSQL for this platform (" + archive
                        + "); set ALMANAC_DATABASE_URL of each service to a PostgreSQL 18 of yours");
            }
            try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(resource)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    extractEntry(tar, entry, target);
                }
            }
        }
    }

    private static void extractEntry(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("Entry outside the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true, false)) {
            throw new IOException("Cannot make executable: " + file);
        }
    }

    static void deleteTree(Path root) throws IOException {
        try (var paths = Files.walk(root)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
