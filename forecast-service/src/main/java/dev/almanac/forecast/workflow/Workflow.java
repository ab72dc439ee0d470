package dev.almanac.forecast.workflow;

import dev.almanac.forecast.schedule.Schedule;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/// A row of the table `workflow`.
///
/// @param owner a person or a team
/// @param creator in whose name datasets are read; null once they are gone
/// @param request JSON, as the call of the same type takes it
/// @param nextRun null while it is paused
record Workflow(
        UUID id,
        UUID owner,
        UUID creator,
        String name,
        WorkflowType type,
        String cron,
        String timezone,
        String request,
        int retries,
        boolean paused,
        Instant nextRun,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static Workflow of(Row row) {
        return new Workflow(
                row.getUUID("id"),
                row.getUUID("owner_id"),
                row.getUUID("created_by"),
                row.getString("name"),
                WorkflowType.named(row.getString("type")),
                row.getString("cron"),
                row.getString("timezone"),
                row.getString("request"),
                row.getInteger("retries"),
                row.getBoolean("paused"),
                instant(row, "next_run_at"),
                row.getInteger("revision"),
                instant(row, "created_at"),
                instant(row, "updated_at"));
    }

    /// The value of `ETag`.
    String tag() {
        return "\"" + revision + "\"";
    }

    Schedule schedule() {
        return Schedule.of(cron, timezone);
    }

    static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
