package dev.almanac.audit.search;

import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;

/// A search row with what belongs to it.
///
/// @param leaf the exact bytes; null when the entry is in a sealed partition's files
/// @param witnessed when enough witnesses had seen the log with this entry; null while they have not
record EventRow(SearchRow found, byte[] leaf, Instant witnessed) {

    static EventRow of(Row row) {
        Buffer leaf = row.getBuffer("leaf");
        OffsetDateTime witnessed = row.getOffsetDateTime("witnessed");
        return new EventRow(
                SearchRow.of(row),
                leaf == null ? null : leaf.getBytes(),
                witnessed == null ? null : witnessed.toInstant());
    }

    long seq() {
        return found.seq();
    }
}
