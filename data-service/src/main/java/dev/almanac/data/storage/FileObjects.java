package dev.almanac.data.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Objects as files under one folder: written to a draft, flushed, then renamed.
final class FileObjects implements ObjectStore {

    private final Path folder;
    private final Path drafts;

    FileObjects(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        this.drafts = this.folder.resolve("drafts");
    }

    @Override
    public ObjectWriter create(String name) throws IOException {
        Path target = path(name);
        Files.createDirectories(drafts);
        return new Draft(Files.createTempFile(drafts, "object-", ".part"), target);
    }

    @Override
    public ObjectReader open(String name) throws IOException {
        FileChannel channel = FileChannel.open(path(name), StandardOpenOption.READ);
        return new OpenFile(channel, channel.size());
    }

    /// Folders that are empty afterwards go with it, except the uppermost.
    @Override
    public void delete(String name) throws IOException {
        Path path = path(name);
        Files.deleteIfExists(path);
        for (Path parent = path.getParent(); !isUppermost(parent); parent = parent.getParent()) {
            try {
                Files.deleteIfExists(parent);
            } catch (DirectoryNotEmptyException e) {
                return; // something else is in it, or on its way
            }
        }
    }

    private boolean isUppermost(Path parent) {
        return parent.equals(folder) || folder.equals(parent.getParent());
    }

    @Override
    public List<StoredObject> list(String prefix) throws IOException {
        Path start = path(prefix);
        List<StoredObject> found = new ArrayList<>();
        if (Files.isDirectory(start)) {
            try (Stream<Path> files = Files.walk(start)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    String name = folder.relativize(file).toString().replace('\\', '/');
                    found.add(new StoredObject(
                            name,
                            Files.size(file),
                            Files.getLastModifiedTime(file).toInstant()));
                }
            } catch (NoSuchFileException e) {
                return found; // deleted while we looked: another look will see the rest
            }
        }
        return found;
    }

    private Path path(String name) {
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder) || path.equals(folder)) {
            throw new IllegalArgumentException("Not an object's name: " + name);
        }
        return path;
    }

    private final class Draft extends ObjectWriter {
        private final Path draft;
        private final Path target;
        private final FileChannel channel;

        Draft(Path draft, Path target) throws IOException {
            this.draft = draft;
            this.target = target;
            this.channel = FileChannel.open(draft, StandardOpenOption.WRITE);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void commit() throws IOException {
            channel.force(true);
            channel.close();
            try {
                move();
            } catch (NoSuchFileException e) {
                move(); // its folder was empty, and somebody removed it
            }
            for (Path parent = target.getParent(); !parent.equals(folder); parent = parent.getParent()) {
                flush(parent);
            }
            flush(folder);
        }

        private void move() throws IOException {
            Files.createDirectories(target.getParent());
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
        }

        /// The name itself is durable when its folder is flushed; not every platform can.
        private void flush(Path parent) throws IOException {
            if (parent.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                try (FileChannel directory = FileChannel.open(parent, StandardOpenOption.READ)) {
                    directory.force(true);
                }
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
            Files.deleteIfExists(draft);
        }
    }

    private record OpenFile(FileChannel channel, long size) implements ObjectReader {

        @Override
        public int read(long position, ByteBuffer target) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
