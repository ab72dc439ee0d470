package dev.almanac.data.upload;

import dev.almanac.data.keys.OwnerKeys;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/// A resumable upload as its row says.
///
/// @param length in bytes, as announced
/// @param received bytes that are durable
/// @param parts in which they are
/// @param dataset made from it when it was complete, else null
record UploadRow(
        UUID id,
        UUID owner,
        UUID actor,
        String name,
        long length,
        long received,
        int parts,
        OwnerKeys.Wrapped key,
        byte[] manifest,
        UUID dataset,
        Instant expires) {

    static UploadRow of(Row row) {
        return new UploadRow(
                row.getUUID("id"),
                row.getUUID("owner_id"),
                row.getUUID("actor_id"),
                row.getString("name"),
                row.getLong("length"),
                row.getLong("received"),
                row.getInteger("parts"),
                new OwnerKeys.Wrapped(
                        row.getInteger("owner_key"),
                        row.getBuffer("wrapped_key").getBytes()),
                row.getBuffer("manifest").getBytes(),
                row.getUUID("dataset_id"),
                row.getOffsetDateTime("expires_at").toInstant());
    }

    boolean isComplete() {
        return received == length;
    }
}
