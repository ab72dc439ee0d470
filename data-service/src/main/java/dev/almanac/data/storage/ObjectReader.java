package dev.almanac.data.storage;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/// Reads an object at any place. Safe for one thread.
public interface ObjectReader extends Closeable {

    /// In bytes.
    long size();

    /// Fills the buffer from a place on, as far as the object goes.
    ///
    /// @return how many bytes were read; -1 behind the end
    int read(long position, ByteBuffer target) throws IOException;

    /// @throws EOFException when the object does not reach so far
    default byte[] read(long position, int length) throws IOException {
        if (position < 0 || length < 0 || position + length > size()) {
            throw new EOFException("An object is shorter than what refers to it");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (read(position + bytes.position(), bytes) < 0) {
                throw new EOFException("An object is cut short");
            }
        }
        return bytes.array();
    }

    /// The object as a channel; closing it closes the reader.
    default SeekableByteChannel channel() {
        return new ReadChannel(this);
    }
}
