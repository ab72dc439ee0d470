package dev.almanac.data.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import dev.almanac.data.keys.Vault;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.data.storage.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Writes a file as one object: Zstandard frames of 1 MiB of plain text each, then their sizes, all of it one encrypted
/// stream. Frames stand for themselves, so that a range is read without what is before it.
public final class ContentWriter extends OutputStream {

    static final int FRAME_BYTES = 1 << 20;
    static final int TRAILER_BYTES = 16;
    static final String ROLE = "content";

    private static final int LEVEL = 3;

    private final ObjectWriter object;
    private final OutputStream encrypted;
    private final ZstdCompressCtx zstd = new ZstdCompressCtx().setLevel(LEVEL);
    private final byte[] frame = new byte[FRAME_BYTES];
    private final byte[] packed = new byte[(int) Zstd.compressBound(FRAME_BYTES)];
    private int[] sizes = new int[64];
    private int frames;
    private int filled;
    private long total;

    public ContentWriter(ObjectStore store, String name, Vault vault) throws IOException {
        this.object = store.create(name);
        this.encrypted = vault.encrypting(new Unclosed(object), ROLE);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        for (int at = from; at < from + length; ) {
            int n = Math.min(from + length - at, FRAME_BYTES - filled);
            System.arraycopy(bytes, at, frame, filled, n);
            at += n;
            filled += n;
            if (filled == FRAME_BYTES) {
                flushFrame();
            }
        }
        total += length;
    }

    private void flushFrame() throws IOException {
        int size = zstd.compressByteArray(packed, 0, packed.length, frame, 0, filled);
        encrypted.write(packed, 0, size);
        if (frames == sizes.length) {
            sizes = Arrays.copyOf(sizes, frames * 2);
        }
        sizes[frames++] = size;
        filled = 0;
    }

    /// Makes the object durable.
    public void commit() throws IOException {
        if (filled > 0) {
            flushFrame();
        }
        ByteBuffer end = ByteBuffer.allocate(4 * frames + TRAILER_BYTES);
        for (int i = 0; i < frames; i++) {
            end.putInt(sizes[i]);
        }
        end.putLong(total).putInt(frames).putInt(FRAME_BYTES);
        encrypted.write(end.array());
        encrypted.close();
        object.commit();
    }

    /// Leaves nothing unless it was committed.
    @Override
    public void close() throws IOException {
        zstd.close();
        object.close();
    }

    /// The end of the encrypted stream is not the end of the object.
    private static final class Unclosed extends OutputStream {
        private final ObjectWriter object;

        Unclosed(ObjectWriter object) {
            this.object = object;
        }

        @Override
        public void write(int b) throws IOException {
            object.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            object.write(bytes, from, length);
        }
    }
}
