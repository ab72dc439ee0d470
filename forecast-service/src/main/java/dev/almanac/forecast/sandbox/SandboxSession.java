package dev.almanac.forecast.sandbox;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/// A row of the table `sandbox_session`, without its credentials.
///
/// @param status `active`, `closed` or `expired`
record SandboxSession(
        UUID id,
        UUID user,
        String status,
        Target target,
        double limitPrice,
        int horizon,
        long logSeq,
        Instant createdAt,
        Instant expiresAt,
        Instant endedAt) {

    static SandboxSession of(Row row) {
        UUID dataset = row.getUUID("dataset_id");
        OffsetDateTime ended = row.getOffsetDateTime("ended_at");
        return new SandboxSession(
                row.getUUID("id"),
                row.getUUID("user_id"),
                row.getString("status"),
                dataset == null
                        ? new Target.Instance(
                                row.getString("instance_id"),
                                row.getString("instance_type"),
                                row.getString("zone"),
                                row.getString("region"))
                        : new Target.Series(dataset, row.getString("series_id")),
                row.getDouble("limit_price"),
                row.getInteger("horizon"),
                row.getLong("log_seq"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }

    /// Whether it can be used: one that is over may not have been closed yet.
    boolean isActive(Instant now) {
        return status.equals("active") && now.isBefore(expiresAt);
    }
}
