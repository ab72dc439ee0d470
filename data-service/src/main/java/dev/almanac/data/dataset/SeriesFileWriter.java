package dev.almanac.data.dataset;

import dev.almanac.data.storage.Vault;
import dev.almanac.reader.Finding;
import dev.almanac.reader.Frequency;
import dev.almanac.reader.Observations;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Groups observations that arrive in any order by series, in bounded memory: what is too much is spilled in encrypted
/// runs and merged at the end, when each series becomes one encrypted block, in byte order of their ids.
final class SeriesFileWriter implements Closeable {

    private final Vault vault;
    private final Path runs;
    private final FileChannel spilled;
    private final int memoryLimit;
    private final Map<String, Pending> series = new TreeMap<>(SeriesFileWriter::compareBytes);
    private int inMemory;
    private long rows;
    private long duplicates;
    private boolean unsorted;

    SeriesFileWriter(Vault vault, Path runs, int memoryLimit) throws IOException {
        this.vault = vault;
        this.runs = runs;
        this.memoryLimit = memoryLimit;
        this.spilled = FileChannel.open(runs, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    void add(String seriesId, long time, double value) throws IOException {
        series.computeIfAbsent(seriesId, id -> new Pending()).recent.add(time, value);
        rows++;
        if (++inMemory >= memoryLimit) {
            spill();
        }
    }

    long rows() {
        return rows;
    }

    /// Writes the series object.
    Result finish(Path target) throws IOException {
        List<SeriesEntry> entries = new ArrayList<>(series.size());
        MessageDigest digest = sha256();
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
            for (Map.Entry<String, Pending> each : series.entrySet()) {
                Observations observations = gather(each.getValue());
                unsorted |= !observations.isSorted();
                duplicates += observations.arrange();
                digest(digest, each.getKey(), observations);
                entries.add(write(out, entries.size(), each.getKey(), observations));
                each.getValue().recent = new Observations();
            }
        }
        return new Result(entries, HexFormat.of().formatHex(digest.digest()), findings());
    }

    @Override
    public void close() throws IOException {
        spilled.close();
        Files.deleteIfExists(runs);
    }

    private SeriesEntry write(FileChannel out, int ordinal, String id, Observations observations) throws IOException {
        long[] times = observations.times();
        Frequency frequency = Frequency.of(times);
        byte[] block = vault.seal(observations.encode(), "series/" + ordinal);
        long offset = out.position();
        writeFully(out, block);
        return new SeriesEntry(
                ordinal,
                id,
                frequency.code(),
                frequency.seasonLength(),
                times.length,
                Instant.ofEpochMilli(times[0]),
                Instant.ofEpochMilli(times[times.length - 1]),
                offset,
                block.length);
    }

    private void spill() throws IOException {
        for (Map.Entry<String, Pending> each : series.entrySet()) {
            Pending pending = each.getValue();
            if (pending.recent.size() > 0) {
                byte[] block = vault.seal(pending.recent.encode(), "run");
                pending.runs.add(new long[] {spilled.position(), block.length});
                writeFully(spilled, block);
                pending.recent = new Observations();
            }
        }
        inMemory = 0;
    }

    private Observations gather(Pending pending) throws IOException {
        if (pending.runs.isEmpty()) {
            return pending.recent;
        }
        Observations all = new Observations();
        for (long[] run : pending.runs) {
            ByteBuffer block = ByteBuffer.allocate((int) run[1]);
            long position = run[0];
            while (block.hasRemaining()) {
                position += spilled.read(block, position);
            }
            all.addAll(Observations.decode(vault.open(block.array(), "run")));
        }
        all.addAll(pending.recent);
        return all;
    }

    private List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (unsorted) {
            findings.add(
                    new Finding("UNSORTED", null, null, null, null, "Rows were not in order of time; they are now"));
        }
        if (duplicates > 0) {
            findings.add(new Finding(
                    "DUPLICATE_TIMESTAMPS",
                    null,
                    null,
                    null,
                    duplicates,
                    duplicates + " times came twice; the last value counts"));
        }
        return findings;
    }

    /// Lines of series id, time and value, as the sealed `series_sha256` is defined.
    private static void digest(MessageDigest digest, String id, Observations observations) {
        long[] times = observations.times();
        double[] values = observations.values();
        for (int i = 0; i < times.length; i++) {
            String line = id + "\t" + Instant.ofEpochMilli(times[i]) + "\t" + values[i] + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static int compareBytes(String a, String b) {
        return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    private static final class Pending {
        private Observations recent = new Observations();
        private final List<long[]> runs = new ArrayList<>();
    }

    /// @param sha256 digest of all series, the sealed `series_sha256`
    record Result(List<SeriesEntry> entries, String sha256, List<Finding> findings) {}
}
