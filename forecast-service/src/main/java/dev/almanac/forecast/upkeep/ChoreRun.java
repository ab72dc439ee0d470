package dev.almanac.forecast.upkeep;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/// One run of a chore.
///
/// @param finishedAt absent while it runs, and for ever where the replica died
/// @param handled how many things were cleaned up
public record ChoreRun(UUID id, String name, Instant startedAt, Instant finishedAt, Integer handled, String error) {

    static ChoreRun of(Row row) {
        OffsetDateTime finished = row.getOffsetDateTime("finished_at");
        return new ChoreRun(
                row.getUUID("id"),
                row.getString("name"),
                row.getOffsetDateTime("started_at").toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getInteger("handled"),
                row.getString("error"));
    }
}
