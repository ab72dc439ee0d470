package dev.almanac.forecast.webhook;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// A webhook, as the API shows it; its secret is shown once, when it is made.
///
/// @param events types that it is called for
/// @param disabled why nothing is sent any more; absent while it is
public record Webhook(UUID id, UUID ownerId, String url, List<String> events, String disabled, Instant createdAt) {

    static Webhook of(Row row) {
        return new Webhook(
                row.getUUID("id"),
                row.getUUID("owner_id"),
                row.getString("url"),
                Arrays.asList(row.getArrayOfStrings("events")),
                row.getString("disabled"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
