package dev.almanac.data.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What an upload is made of so far.
///
/// @param received bytes of all parts
/// @param runs which writer stored how many parts, one after the other
record Manifest(long received, List<Run> runs) {

    static final Manifest EMPTY = new Manifest(0, List.of());

    /// Parts that one request stored.
    record Run(UUID writer, int parts) {}

    Manifest {
        runs = List.copyOf(runs);
    }

    /// With some more parts of a writer.
    Manifest with(UUID writer, int parts, long bytes) {
        List<Run> more = new ArrayList<>(runs);
        if (!more.isEmpty() && more.getLast().writer().equals(writer)) {
            more.add(new Run(writer, more.removeLast().parts() + parts));
        } else {
            more.add(new Run(writer, parts));
        }
        return new Manifest(received + bytes, more);
    }

    int parts() {
        return runs.stream().mapToInt(Run::parts).sum();
    }

    /// The writer of each part.
    List<UUID> writers() {
        List<UUID> writers = new ArrayList<>();
        for (Run run : runs) {
            for (int i = 0; i < run.parts(); i++) {
                writers.add(run.writer());
            }
        }
        return writers;
    }

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(12 + 20 * runs.size());
        out.putLong(received).putInt(runs.size());
        for (Run run : runs) {
            out.putLong(run.writer().getMostSignificantBits())
                    .putLong(run.writer().getLeastSignificantBits())
                    .putInt(run.parts());
        }
        return out.array();
    }

    static Manifest read(byte[] bytes) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long received = in.getLong();
        int count = in.getInt();
        if (in.remaining() != 20 * count) {
            throw new IOException("The manifest of an upload is damaged");
        }
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(new Run(new UUID(in.getLong(), in.getLong()), in.getInt()));
        }
        return new Manifest(received, runs);
    }
}
