package dev.almanac.data.upload;

import dev.almanac.data.content.BulkInputStream;
import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.data.keys.Vault;
import dev.almanac.data.storage.ObjectReader;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.data.storage.ObjectWriter;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;

/// The parts of uploads. Each is sealed with its number, place and writer; a sealed manifest says whose each is and
/// how long all are, so that none can be changed, exchanged or taken away, not even with its row. Blocks.
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

    /// Makes a part durable, under a name that no other writer uses.
    void write(Vault vault, UUID upload, UUID writer, int number, long offset, byte[] bytes) throws IOException {
        try (ObjectWriter object = store.create(name(upload, writer, number))) {
            object.write(vault.seal(bytes, role(writer, number, offset)));
            object.commit();
        }
    }

    Manifest manifest(UploadRow upload, Vault vault) throws IOException {
        return Manifest.read(vault.open(upload.manifest(), "manifest"));
    }

    static byte[] sealed(Vault vault, Manifest manifest) {
        return vault.seal(manifest.bytes(), "manifest");
    }

    /// The whole file.
    ///
    /// @throws IOException when a part is missing or does not open
    public InputStream open(UUID upload) throws IOException {
        UploadRow row = rows.any(upload).orElseThrow(() -> new IOException("The upload " + upload + " is gone"));
        Vault vault = vault(row);
        Manifest manifest = manifest(row, vault);
        if (manifest.received() != row.received() || !row.isComplete()) {
            throw new IOException("The row of upload " + upload + " is not as its manifest says");
        }
        return new Joined(row, vault, manifest.writers());
    }

    /// Removes the parts; the row stays until it expires, so that a client that asks again learns that all was
    /// received.
    public void forget(UUID upload) throws IOException {
        for (ObjectStore.StoredObject part : store.list("uploads/" + upload + "/")) {
            store.delete(part.name());
        }
    }

    /// Removes what one writer left that does not count.
    void forget(UUID upload, UUID writer) throws IOException {
        for (ObjectStore.StoredObject part : store.list("uploads/" + upload + "/")) {
            if (part.name().endsWith("-" + writer)) {
                store.delete(part.name());
            }
        }
    }

    private static String name(UUID upload, UUID writer, int number) {
        return "uploads/" + upload + "/" + number + "-" + writer;
    }

    private static String role(UUID writer, int number, long offset) {
        return "part/" + number + "/" + offset + "/" + writer;
    }

    private final class Joined extends BulkInputStream {
        private final UploadRow row;
        private final Vault vault;
        private final List<UUID> writers;
        private byte[] part = new byte[0];
        private int at;
        private int next;
        private long offset;

        Joined(UploadRow row, Vault vault, List<UUID> writers) {
            this.row = row;
            this.vault = vault;
            this.writers = writers;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            while (at == part.length) {
                if (next == writers.size()) {
                    if (offset != row.length()) {
                        throw new IOException("The parts of upload " + row.id() + " are not all of it");
                    }
                    return -1;
                }
                try (ObjectReader object = store.open(name(row.id(), writers.get(next), next))) {
                    part = vault.open(
                            object.read(0, Math.toIntExact(object.size())), role(writers.get(next), next, offset));
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
