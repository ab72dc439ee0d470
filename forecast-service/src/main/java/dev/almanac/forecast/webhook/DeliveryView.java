package dev.almanac.forecast.webhook;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/// A delivery, as the API shows it.
///
/// @param status `pending`, `delivered` or `failed`
/// @param nextAt of the next attempt; absent when there is none
/// @param lastStatus that the other side answered; absent where it answered nothing
public record DeliveryView(
        UUID id,
        String event,
        @JsonRawValue String payload,
        String status,
        int attempts,
        Instant nextAt,
        Integer lastStatus,
        String lastError,
        Instant createdAt,
        Instant attemptedAt) {

    static DeliveryView of(Row row) {
        return new DeliveryView(
                row.getUUID("id"),
                row.getString("event"),
                row.getString("payload"),
                row.getString("status"),
                row.getInteger("attempts"),
                instant(row, "next_at"),
                row.getInteger("last_status"),
                row.getString("last_error"),
                row.getOffsetDateTime("created_at").toInstant(),
                instant(row, "attempted_at"));
    }

    private static Instant instant(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
