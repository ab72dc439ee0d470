package dev.almanac.launcher.inspect;

import dev.almanac.reader.Scratch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Blocks in a file that is gone when it is closed.
final class TemporaryBlocks implements Scratch, Closeable {

    private final FileChannel channel;

    TemporaryBlocks() throws IOException {
        Path file = Files.createTempFile("almanac-inspect", ".part");
        this.channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    @Override
    public long write(byte[] block) throws IOException {
        long place = channel.size();
        ByteBuffer buffer = ByteBuffer.allocate(4 + block.length)
                .putInt(block.length)
                .put(block)
                .flip();
        for (long at = place; buffer.hasRemaining(); ) {
            at += channel.write(buffer, at);
        }
        return place;
    }

    @Override
    public byte[] read(long place) throws IOException {
        byte[] block = new byte[take(place, 4).getInt()];
        take(place + 4, block.length).get(block);
        return block;
    }

    private ByteBuffer take(long place, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, place + buffer.position()) < 0) {
                throw new IOException("A temporary file is cut short");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
