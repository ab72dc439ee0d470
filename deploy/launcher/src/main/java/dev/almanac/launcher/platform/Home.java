package dev.almanac.launcher.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;

/// The platform's one folder: database, objects, keys, logs. Whatever is secret only its owner may read.
public final class Home {

    private static final Set<PosixFilePermission> OWNER_FILE =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNER_FOLDER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final Path folder;

    public Home(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /// `ALMANAC_HOME`, or `.almanac` in the checkout.
    public static Home of(Settings settings) {
        return new Home(settings.home());
    }

    public Path folder() {
        return folder;
    }

    public Path postgres() {
        return made(folder.resolve("postgres"));
    }

    public Path logs() {
        return made(folder.resolve("logs"));
    }

    public Path log(String service) {
        return logs().resolve(service + ".log");
    }

    /// The encrypted objects of data-service.
    Path objects() {
        return secretFolder("objects");
    }

    /// What is kept of the audit log beside the database: its newest checkpoint, and partitions that were sealed.
    Path auditLog() {
        return secretFolder("audit-log");
    }

    /// Loaded classes of the services, which make later starts faster; may be deleted at any time.
    Path cache() {
        return made(folder.resolve("cache"));
    }

    /// The folder of a service's settings.
    Path of(String service) {
        return secretFolder("services/" + service);
    }

    /// Written by [Platform] while it runs.
    public Path state() {
        return made(folder).resolve("running.properties");
    }

    /// A secret of 32 random bytes in base64, made when it is first asked for and the same ever after.
    public String secret(String name) {
        return read(secretFile(name));
    }

    public Path secretFile(String name) {
        return remembered(name, () -> {
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            return Base64.getEncoder().encodeToString(random);
        });
    }

    /// A value that is decided once and the same ever after.
    String value(String name, Supplier<String> first) {
        return read(remembered(name, first));
    }

    private Path remembered(String name, Supplier<String> first) {
        Path file = secretFolder("secrets").resolve(name);
        if (!Files.exists(file)) {
            write(file, first.get());
        }
        return file;
    }

    /// Writes a file that only its owner may read, whole or not at all.
    void write(Path file, String text) {
        try {
            Path draft = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(draft);
            Files.createFile(draft);
            restrict(draft, OWNER_FILE);
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    private Path secretFolder(String name) {
        Path made = made(folder.resolve(name));
        restrict(made, OWNER_FOLDER);
        return made;
    }

    private static Path made(Path wanted) {
        try {
            return Files.createDirectories(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + wanted, e);
        }
    }

    private static void restrict(Path path, Set<PosixFilePermission> permissions) {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try {
            Files.setPosixFilePermissions(path, permissions);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot restrict " + path, e);
        }
    }
}
