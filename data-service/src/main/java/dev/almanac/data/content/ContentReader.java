package dev.almanac.data.content;

import com.github.luben.zstd.Zstd;
import dev.almanac.data.keys.Vault;
import dev.almanac.data.storage.ObjectStore;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/// Reads a file that [ContentWriter] wrote, from any place on.
public final class ContentReader implements Closeable {

    private final SeekableByteChannel channel;
    private final long[] offsets;
    private final long size;

    private ContentReader(SeekableByteChannel channel, long[] offsets, long size) {
        this.channel = channel;
        this.offsets = offsets;
        this.size = size;
    }

    /// @throws IOException when there is no such object, or it does not open under this vault
    public static ContentReader open(ObjectStore store, String name, Vault vault) throws IOException {
        SeekableByteChannel channel = vault.decrypting(store.open(name).channel(), ContentWriter.ROLE);
        try {
            ByteBuffer trailer =
                    read(channel, channel.size() - ContentWriter.TRAILER_BYTES, ContentWriter.TRAILER_BYTES);
            long size = trailer.getLong();
            int frames = trailer.getInt();
            ByteBuffer sizes = read(channel, channel.size() - ContentWriter.TRAILER_BYTES - 4L * frames, 4 * frames);
            long[] offsets = new long[frames + 1];
            for (int i = 0; i < frames; i++) {
                offsets[i + 1] = offsets[i] + sizes.getInt();
            }
            return new ContentReader(channel, offsets, size);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// In plain bytes.
    public long size() {
        return size;
    }

    /// The bytes from a place on; closing the stream closes the reader.
    public InputStream from(long position) {
        return new Frames(position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private byte[] frame(int number) throws IOException {
        int length = (int) (offsets[number + 1] - offsets[number]);
        byte[] packed = read(channel, offsets[number], length).array();
        int plain = (int) Math.min(ContentWriter.FRAME_BYTES, size - (long) number * ContentWriter.FRAME_BYTES);
        byte[] frame = new byte[plain];
        long n = Zstd.decompressByteArray(frame, 0, plain, packed, 0, length);
        if (n != plain) {
            throw new IOException("A frame of a stored file is damaged");
        }
        return frame;
    }

    private static ByteBuffer read(SeekableByteChannel channel, long position, int length) throws IOException {
        if (position < 0) {
            throw new EOFException("A stored file is too short");
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        channel.position(position);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("A stored file is cut short");
            }
        }
        return bytes.flip();
    }

    private final class Frames extends BulkInputStream {
        private long position;
        private int current = -1;
        private byte[] frame;

        Frames(long position) {
            this.position = position;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            if (position >= size) {
                return -1;
            }
            int wanted = (int) (position / ContentWriter.FRAME_BYTES);
            if (wanted != current) {
                frame = frame(wanted);
                current = wanted;
            }
            int inFrame = (int) (position % ContentWriter.FRAME_BYTES);
            int n = Math.min(length, frame.length - inFrame);
            System.arraycopy(frame, inFrame, target, from, n);
            position += n;
            return n;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
