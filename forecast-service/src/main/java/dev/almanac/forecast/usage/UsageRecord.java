package dev.almanac.forecast.usage;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/// One thing that was used, as a billing system takes it.
///
/// @param id the same for ever: a bill that has seen it counts it no more
/// @param userId absent once that person is gone
public record UsageRecord(
        UUID id,
        UUID ownerId,
        UUID userId,
        String kind,
        UUID datasetId,
        String model,
        int series,
        long units,
        UUID jobId,
        Instant usedAt) {

    static UsageRecord of(Row row) {
        return new UsageRecord(
                row.getUUID("id"),
                row.getUUID("owner_id"),
                row.getUUID("user_id"),
                row.getString("kind"),
                row.getUUID("dataset_id"),
                row.getString("model"),
                row.getInteger("series"),
                row.getLong("units"),
                row.getUUID("job_id"),
                row.getOffsetDateTime("used_at").toInstant());
    }
}
