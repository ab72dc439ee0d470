package dev.almanac.data.series;

import dev.almanac.data.keys.Vault;
import dev.almanac.data.storage.ObjectReader;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.reader.Observations;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads what [SeriesWriter] wrote. One series costs the index, one block of entries and the blocks of its own
/// observations; all of them in order cost each block once. For one thread; blocks it.
public final class SeriesObject implements Closeable {

    private final ObjectReader object;
    private final Vault vault;
    private final int count;
    private final Place[] blocks;
    private final Directory[] directories;
    private int entriesKnown = -1;
    private List<SeriesEntry> entries;
    private int blockKnown = -1;
    private byte[] block;

    private SeriesObject(ObjectReader object, Vault vault, byte[] index) {
        this.object = object;
        this.vault = vault;
        ByteBuffer in = ByteBuffer.wrap(index);
        this.count = in.getInt();
        this.blocks = new Place[in.getInt()];
        for (int i = 0; i < blocks.length; i++) {
            blocks[i] = new Place(in.getLong(), in.getInt());
        }
        this.directories = new Directory[in.getInt()];
        for (int i = 0; i < directories.length; i++) {
            int first = in.getInt();
            byte[] name = new byte[in.getInt()];
            in.get(name);
            directories[i] = new Directory(first, name, new Place(in.getLong(), in.getInt()));
        }
    }

    /// @throws IOException when there is no such object, or it does not open under this vault
    public static SeriesObject open(ObjectStore store, String name, Vault vault, long indexOffset, int indexBytes)
            throws IOException {
        ObjectReader object = store.open(name);
        try {
            byte[] sealed = object.read(indexOffset, indexBytes);
            return new SeriesObject(object, vault, SeriesWriter.unpack(vault.open(sealed, "series/index")));
        } catch (IOException | RuntimeException e) {
            object.close();
            throw e;
        }
    }

    /// How many series there are.
    public int count() {
        return count;
    }

    /// Entries from an ordinal on.
    public List<SeriesEntry> entries(int from, int limit) throws IOException {
        List<SeriesEntry> found = new ArrayList<>();
        for (int ordinal = Math.max(0, from); ordinal < count && found.size() < limit; ordinal++) {
            found.add(entry(ordinal));
        }
        return found;
    }

    public SeriesEntry entry(int ordinal) throws IOException {
        load(ordinal / SeriesWriter.ENTRIES_IN_BLOCK);
        return entries.get(ordinal % SeriesWriter.ENTRIES_IN_BLOCK);
    }

    /// The series of that id.
    public Optional<SeriesEntry> named(String seriesId) throws IOException {
        byte[] wanted = seriesId.getBytes(StandardCharsets.UTF_8);
        int low = 0;
        int high = directories.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Arrays.compareUnsigned(directories[middle].firstName(), wanted) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        if (directories.length == 0) {
            return Optional.empty();
        }
        load(low);
        return entries.stream()
                .filter(entry -> entry.seriesId().equals(seriesId))
                .findFirst();
    }

    /// The observations of a series as they were stored, in order of time.
    public Observations read(SeriesEntry entry) throws IOException {
        Observations observations = new Observations();
        long[] times = new long[SeriesWriter.MOST_IN_CHUNK];
        double[] values = new double[SeriesWriter.MOST_IN_CHUNK];
        int number = entry.block();
        ByteBuffer in = ByteBuffer.wrap(block(number)).position(entry.offset());
        for (long left = entry.observations(); left > 0; ) {
            if (!in.hasRemaining()) {
                in = ByteBuffer.wrap(block(++number));
            }
            int n = in.getInt();
            ObservationCodec.decode(in, n, times, values);
            for (int i = 0; i < n; i++) {
                observations.add(times[i], values[i]);
            }
            left -= n;
        }
        return observations;
    }

    @Override
    public void close() throws IOException {
        object.close();
    }

    private byte[] block(int number) throws IOException {
        if (number != blockKnown) {
            block = plain(blocks[number], "block/" + number);
            blockKnown = number;
        }
        return block;
    }

    private void load(int directory) throws IOException {
        if (directory == entriesKnown) {
            return;
        }
        ByteBuffer in = ByteBuffer.wrap(plain(directories[directory].place(), "entries/" + directory));
        List<SeriesEntry> loaded = new ArrayList<>();
        for (int ordinal = directories[directory].first(); in.hasRemaining(); ordinal++) {
            loaded.add(entry(in, ordinal));
        }
        entries = loaded;
        entriesKnown = directory;
    }

    private static SeriesEntry entry(ByteBuffer in, int ordinal) {
        String id = text(in, in.getInt());
        String frequency = text(in, in.getShort());
        return new SeriesEntry(
                ordinal,
                id,
                frequency.isEmpty() ? null : frequency,
                in.getInt(),
                in.getLong(),
                in.getLong(),
                Instant.ofEpochMilli(in.getLong()),
                Instant.ofEpochMilli(in.getLong()),
                in.getInt(),
                in.getInt());
    }

    private static String text(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private byte[] plain(Place place, String role) throws IOException {
        return SeriesWriter.unpack(vault.open(object.read(place.offset(), place.length()), "series/" + role));
    }

    private record Place(long offset, int length) {}

    private record Directory(int first, byte[] firstName, Place place) {}
}
