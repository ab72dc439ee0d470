package dev.almanac.audit.search;

import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/// A search row with what belongs to it.
///
/// @param leaf the exact bytes; null when the entry is in a sealed partition's files
/// @param witnessed when a witness first saw the log with this entry; null while none has
record EventRow(
        long seq,
        Instant recorded,
        Instant occurred,
        String tenant,
        long tenantSeq,
        UUID actor,
        String source,
        String type,
        String subject,
        String requestId,
        byte[] leaf,
        Instant witnessed) {

    static EventRow of(Row row) {
        Buffer leaf = row.getBuffer("leaf");
        OffsetDateTime witnessed = row.getOffsetDateTime("witnessed");
        return new EventRow(
                row.getLong("seq"),
                row.getOffsetDateTime("recorded").toInstant(),
                row.getOffsetDateTime("occurred").toInstant(),
                row.getString("tenant"),
                row.getLong("tenant_seq"),
                row.getUUID("actor"),
                row.getString("source"),
                row.getString("type"),
                row.getString("subject"),
                row.getString("request_id"),
                leaf == null ? null : leaf.getBytes(),
                witnessed == null ? null : witnessed.toInstant());
    }
}
