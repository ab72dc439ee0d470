package dev.almanac.data.series;

import com.github.luben.zstd.Zstd;
import dev.almanac.data.keys.Vault;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.data.storage.ObjectWriter;
import dev.almanac.reader.FileReading;
import dev.almanac.reader.Frequency;
import dev.almanac.reader.SeriesCensus;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Writes the series of a version as one object: blocks of about 128 KiB of coded observations, blocks of entries that
/// say where each series is, and an index of all blocks at the end. Every block is compressed and sealed for its place,
/// so that none can be changed, moved or left out. Over 250 lines with what it writes.
public final class SeriesWriter implements FileReading.Taker, Closeable {

    static final int MOST_IN_CHUNK = 16_384;
    static final int ENTRIES_IN_BLOCK = 256;

    private static final int BLOCK_BYTES = 128 << 10;
    private static final int LEVEL = 3;

    private final ObjectWriter object;
    private final Vault vault;
    private final SeriesDigest digest = new SeriesDigest();
    private final long[] times = new long[MOST_IN_CHUNK];
    private final double[] values = new double[MOST_IN_CHUNK];
    private final Bytes index = new Bytes();
    private ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES + ObservationCodec.bound(MOST_IN_CHUNK) + 16);
    private Bytes entries = new Bytes();
    private Bytes directory = new Bytes();
    private int entriesInBlock;
    private int directories;
    private int blocks;
    private int series;
    private int count;
    private byte[] name;
    private int startBlock;
    private int startOffset;
    private long written;
    private boolean pending;
    private long pendingTime;
    private double pendingValue;

    public SeriesWriter(ObjectStore store, String objectName, Vault vault) throws IOException {
        this.object = store.create(objectName);
        this.vault = vault;
    }

    /// Where the index is, and what was written.
    ///
    /// @param sha256 the sealed `series_sha256`, without fixes
    public record Written(long indexOffset, int indexBytes, String sha256) {}

    @Override
    public void begin(byte[] seriesName) throws IOException {
        if (block.position() >= BLOCK_BYTES) {
            flushBlock();
        }
        name = seriesName;
        startBlock = blocks;
        startOffset = block.position();
        digest.begin(seriesName);
        pending = false;
    }

    @Override
    public void take(long time, double value) throws IOException {
        times[count] = time;
        values[count++] = value;
        digest(time, value);
        if (count == MOST_IN_CHUNK) {
            chunk();
        }
    }

    /// Of equal times the last one counts.
    private void digest(long time, double value) {
        if (pending && time != pendingTime) {
            digest.take(pendingTime, pendingValue);
        }
        pending = true;
        pendingTime = time;
        pendingValue = value;
    }

    @Override
    public void end(SeriesCensus census) throws IOException {
        if (count > 0) {
            chunk();
        }
        digest.take(pendingTime, pendingValue);
        Frequency frequency = census.frequency();
        entry(frequency, census);
        series++;
        if (++entriesInBlock == ENTRIES_IN_BLOCK) {
            flushEntries();
        }
    }

    private void chunk() throws IOException {
        if (block.position() >= BLOCK_BYTES) {
            flushBlock();
        }
        block.putInt(count);
        ObservationCodec.encode(times, values, count, block);
        count = 0;
    }

    private void entry(Frequency frequency, SeriesCensus census) throws IOException {
        DataOutputStream out = entries.data();
        out.writeInt(name.length);
        out.write(name);
        out.writeUTF(frequency.code() == null ? "" : frequency.code());
        out.writeInt(frequency.seasonLength());
        out.writeLong(census.usualStep());
        out.writeLong(census.count());
        out.writeLong(census.first());
        out.writeLong(census.last());
        out.writeInt(startBlock);
        out.writeInt(startOffset);
        if (entriesInBlock == 0) {
            directory.data().writeInt(series);
            directory.data().writeInt(name.length);
            directory.data().write(name);
        }
    }

    private void flushBlock() throws IOException {
        append(Arrays.copyOf(block.array(), block.position()), "block/" + blocks, index);
        blocks++;
        block.clear();
    }

    private void flushEntries() throws IOException {
        append(entries.toByteArray(), "entries/" + directories, directory);
        directories++;
        entries = new Bytes();
        entriesInBlock = 0;
    }

    /// Appends a sealed block and writes down where it is.
    private void append(byte[] plain, String role, Bytes where) throws IOException {
        byte[] sealed = vault.seal(pack(plain), "series/" + role);
        object.write(sealed, 0, sealed.length);
        where.data().writeLong(written);
        where.data().writeInt(sealed.length);
        written += sealed.length;
    }

    /// Makes the object durable.
    public Written finish() throws IOException {
        if (block.position() > 0) {
            flushBlock();
        }
        if (entriesInBlock > 0) {
            flushEntries();
        }
        Bytes all = new Bytes();
        all.data().writeInt(series);
        all.data().writeInt(blocks);
        all.data().write(index.toByteArray());
        all.data().writeInt(directories);
        all.data().write(directory.toByteArray());
        byte[] sealed = vault.seal(pack(all.toByteArray()), "series/index");
        object.write(sealed, 0, sealed.length);
        object.commit();
        return new Written(written, sealed.length, digest.finish());
    }

    @Override
    public void close() throws IOException {
        object.close();
    }

    static byte[] pack(byte[] plain) {
        byte[] packed = Zstd.compress(plain, LEVEL);
        return ByteBuffer.allocate(4 + packed.length)
                .putInt(plain.length)
                .put(packed)
                .array();
    }

    static byte[] unpack(byte[] packed) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(packed);
        byte[] plain = new byte[in.getInt()];
        long n = Zstd.decompressByteArray(plain, 0, plain.length, packed, 4, packed.length - 4);
        if (n != plain.length) {
            throw new IOException("A block of stored series is damaged");
        }
        return plain;
    }

    /// Bytes that grow, written as data.
    private static final class Bytes {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final DataOutputStream data = new DataOutputStream(bytes);

        DataOutputStream data() {
            return data;
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }
}
