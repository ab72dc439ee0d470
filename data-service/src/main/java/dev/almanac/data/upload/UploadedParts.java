package dev.almanac.data.upload;

import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.data.keys.Vault;
import dev.almanac.data.storage.ObjectReader;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.data.storage.ObjectWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.UUID;

/// The parts of uploads. Each is sealed with its number and place; a sealed manifest says how many there are and how
/// long, so that none can be changed, exchanged or taken away, not even with its row. Blocks.
@ApplicationScoped
public class UploadedParts {

    private static final int NO_VERSION = 0;

    private final ObjectStore store;
    private final OwnerKeys keys;
    private final UploadRows rows;

    UploadedParts(ObjectStore store, OwnerKeys keys, UploadRows rows) {
        this.store = store;
        this.keys = keys;
        this.rows = rows;
    }

    OwnerKeys.Fresh fresh(UUID owner, UUID upload) {
        return keys.fresh(owner, upload, NO_VERSION);
    }

    Vault vault(UploadRow upload) {
        return keys.open(upload.owner(), upload.id(), NO_VERSION, upload.key());
    }

    /// Makes a part durable.
    void write(Vault vault, UUID upload, int number, long offset, byte[] bytes) throws IOException {
        try (ObjectWriter object = store.create(name(upload, number))) {
            object.write(vault.seal(bytes, role(number, offset)));
            object.commit();
        }
    }

    static byte[] manifest(Vault vault, int parts, long received) {
        return vault.seal(
                ByteBuffer.allocate(12).putInt(parts).putLong(received).array(), "manifest");
    }

    /// The whole file.
    ///
    /// @throws IOException when a part is missing or does not open
    public InputStream open(UUID upload) throws IOException {
        UploadRow row = rows.any(upload).orElseThrow(() -> new IOException("The upload " + upload + " is gone"));
        Vault vault = vault(row);
        ByteBuffer manifest = ByteBuffer.wrap(vault.open(row.manifest(), "manifest"));
        if (manifest.getInt() != row.parts() || manifest.getLong() != row.received() || !row.isComplete()) {
            throw new IOException("The row of upload " + upload + " is not as its manifest says");
        }
        return new Joined(row, vault);
    }

    /// Removes the parts; the row stays until it expires, so that a client that asks again learns that all was
    /// received.
    public void forget(UUID upload) throws IOException {
        UploadRow row = rows.any(upload).orElse(null);
        for (int number = 0; row != null && number < row.parts(); number++) {
            store.delete(name(upload, number));
        }
    }

    private static String name(UUID upload, int number) {
        return "uploads/" + upload + "/" + number;
    }

    private static String role(int number, long offset) {
        return "part/" + number + "/" + offset;
    }

    private final class Joined extends InputStream {
        private final UploadRow row;
        private final Vault vault;
        private byte[] part = new byte[0];
        private int at;
        private int next;
        private long offset;

        Joined(UploadRow row, Vault vault) {
            this.row = row;
            this.vault = vault;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            while (at == part.length) {
                if (next == row.parts()) {
                    if (offset != row.length()) {
                        throw new IOException("The parts of upload " + row.id() + " are not all of it");
                    }
                    return -1;
                }
                try (ObjectReader object = store.open(name(row.id(), next))) {
                    part = vault.open(object.read(0, Math.toIntExact(object.size())), role(next, offset));
                }
                next++;
                offset += part.length;
                at = 0;
            }
            int n = Math.min(length, part.length - at);
            System.arraycopy(part, at, target, from, n);
            at += n;
            return n;
        }
    }
}
