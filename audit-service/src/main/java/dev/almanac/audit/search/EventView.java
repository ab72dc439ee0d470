package dev.almanac.audit.search;

import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Map;

/// One entry of the log as its search row tells it.
///
/// @param seq place in the log
/// @param leafHash lower-case hex
public record EventView(
        long seq,
        Instant recorded,
        Instant occurred,
        String source,
        String type,
        String subject,
        String requestId,
        String leafHash,
        Map<String, Object> data) {

    static EventView of(Row row) {
        return new EventView(
                row.getLong("seq"),
                row.getOffsetDateTime("recorded").toInstant(),
                row.getOffsetDateTime("occurred").toInstant(),
                row.getString("source"),
                row.getString("type"),
                row.getString("subject"),
                row.getString("request_id"),
                row.getString("leaf_hash"),
                new JsonObject(row.getString("data")).getMap());
    }
}
