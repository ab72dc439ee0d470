package dev.almanac.gateway.limit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/// What hourly and daily limits have counted, on disk, so that a restart forgives nothing. Times are written by the
/// clock on the wall: there is no other that two processes share. A file that is damaged counts for nothing.
///
/// Format, big-endian: `ALMQ`, version 1, the secret of [Slots], the number of callers, for each its slot and its
/// arrival in milliseconds since 1970, and the CRC-32 of all that as a 64-bit number.
final class QuotaFile {

    private static final int MAGIC = 0x414c4d51;
    private static final int VERSION = 1;
    private static final int HEAD_BYTES = 20;
    private static final int CALLER_BYTES = 16;
    private static final int SUM_BYTES = 8;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /// No limit's window is longer; what lies further ahead was written by a clock that has been set back since.
    private static final long LONGEST_MILLIS = 31L * 24 * 3_600 * 1_000;

    private final Path file;

    QuotaFile(Path file) {
        this.file = file;
    }

    /// What the file knows.
    ///
    /// @param callers their slots, and their arrivals in milliseconds since 1970
    record Known(Slots slots, List<long[]> callers) {

        /// @param now of the arrivals' own clock
        void restore(Arrivals arrivals, long now, long wallMillis) {
            for (long[] caller : callers) {
                long ahead = Math.min(caller[1] - wallMillis, LONGEST_MILLIS) * NANOS_PER_MILLI;
                if (ahead > 0) {
                    arrivals.restore(caller[0], now + ahead, now);
                }
            }
        }
    }

    /// @return null when there is no file
    /// @throws IOException when it cannot be read or is damaged
    Known read() throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        byte[] content = Files.readAllBytes(file);
        ByteBuffer buffer = ByteBuffer.wrap(content);
        int rest = content.length - HEAD_BYTES - SUM_BYTES;
        if (rest < 0
                || buffer.getLong(content.length - SUM_BYTES) != sum(content, content.length - SUM_BYTES)
                || buffer.getInt() != MAGIC
                || buffer.getInt() != VERSION) {
            throw new IOException(file + " is damaged");
        }
        Slots slots = new Slots(buffer.getLong());
        int count = buffer.getInt();
        if (count != rest / CALLER_BYTES) {
            throw new IOException(file + " is damaged");
        }
        List<long[]> callers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            callers.add(new long[] {buffer.getLong(), buffer.getLong()});
        }
        return new Known(slots, callers);
    }

    /// Replaces the file as a whole, or leaves the old one.
    void write(Slots slots, Arrivals arrivals, long now, long wallMillis) throws IOException {
        List<long[]> callers = new ArrayList<>();
        arrivals.forEach(
                now, (slot, arrival) -> callers.add(new long[] {slot, wallMillis + (arrival - now) / NANOS_PER_MILLI}));
        ByteBuffer buffer = ByteBuffer.allocate(HEAD_BYTES + callers.size() * CALLER_BYTES + SUM_BYTES);
        buffer.putInt(MAGIC).putInt(VERSION).putLong(slots.secret()).putInt(callers.size());
        callers.forEach(caller -> buffer.putLong(caller[0]).putLong(caller[1]));
        buffer.putLong(sum(buffer.array(), buffer.position()));
        replace(buffer.array());
    }

    private void replace(byte[] content) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.write(draft, content);
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static long sum(byte[] bytes, int length) {
        CRC32 sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }
}
