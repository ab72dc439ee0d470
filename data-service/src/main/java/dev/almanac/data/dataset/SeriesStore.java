package dev.almanac.data.dataset;

import dev.almanac.data.storage.FileObjects;
import dev.almanac.data.storage.Vault;
import dev.almanac.reader.Observations;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// The way of a series out: one read, one decryption. Blocks its thread.
final class SeriesStore implements AutoCloseable {

    private final FileChannel object;
    private final Vault vault;

    private SeriesStore(FileChannel object, Vault vault) {
        this.object = object;
        this.vault = vault;
    }

    static SeriesStore open(FileObjects objects, DatasetService.Located located) throws IOException {
        String name =
                Ingest.seriesName(located.dataset().id, located.version().key.version());
        return new SeriesStore(objects.open(name), located.vault());
    }

    Observations read(SeriesEntry entry) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(entry.bytes());
        long position = entry.offset();
        while (block.hasRemaining()) {
            int n = object.read(block, position);
            if (n < 0) {
                throw new IOException("The series object is cut short at " + entry.ordinal());
            }
            position += n;
        }
        return Observations.decode(vault.open(block.array(), "series/" + entry.ordinal()));
    }

    @Override
    public void close() throws IOException {
        object.close();
    }
}
