package dev.almanac.data.ingest;

import dev.almanac.data.keys.Vault;
import dev.almanac.reader.Scratch;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Sealed blocks in a file that is gone when it is closed, or at the next start. The file is made when it is needed.
final class EncryptedScratch implements Scratch, Closeable {

    private final Path folder;
    private final Vault vault;
    private Path file;
    private FileChannel channel;
    private long size;

    EncryptedScratch(Path folder, Vault vault) {
        this.folder = folder;
        this.vault = vault;
    }

    @Override
    public long write(byte[] block) throws IOException {
        if (channel == null) {
            file = Files.createTempFile(Files.createDirectories(folder), "sort-", ".part");
            channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }
        long place = size;
        byte[] sealed = vault.seal(block, "sort/" + place);
        ByteBuffer buffer = ByteBuffer.allocate(4 + sealed.length)
                .putInt(sealed.length)
                .put(sealed)
                .flip();
        while (buffer.hasRemaining()) {
            size += channel.write(buffer, size);
        }
        return place;
    }

    @Override
    public byte[] read(long place) throws IOException {
        byte[] sealed = new byte[bytes(place, 4).getInt()];
        bytes(place + 4, sealed.length).get(sealed);
        return vault.open(sealed, "sort/" + place);
    }

    private ByteBuffer bytes(long place, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, place + buffer.position()) < 0) {
                throw new EOFException("A sorting file is cut short");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
            Files.deleteIfExists(file);
        }
    }
}
