package dev.almanac.data.storage;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Objects as files under one folder. An object appears under its name whole and flushed, or not at all.
@ApplicationScoped
public class FileObjects {

    private final Path folder;

    FileObjects(StorageConfig config) {
        this.folder = config.folder();
    }

    /// A file to write to before [#publish] gives it its name.
    public Path draft() throws IOException {
        Path drafts = Files.createDirectories(folder.resolve("drafts"));
        return Files.createTempFile(drafts, "object-", ".part");
    }

    /// Makes a draft durable under its name.
    public void publish(Path draft, String name) throws IOException {
        Path target = path(name);
        Files.createDirectories(target.getParent());
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /// @throws java.nio.file.NoSuchFileException when there is no such object
    public FileChannel open(String name) throws IOException {
        return FileChannel.open(path(name), StandardOpenOption.READ);
    }

    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    private Path path(String name) {
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder)) {
            throw new IllegalArgumentException("Not an object's name: " + name);
        }
        return path;
    }
}
