package dev.almanac.forecast.lab;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.UUID;

/// A model, as the table has it and the API shows it.
///
/// @param kind the engine's name of the method
/// @param versions how many there are
/// @param production the version in production; absent where none is
public record ModelView(
        UUID id, UUID ownerId, String name, String kind, int versions, Integer production, Instant createdAt) {

    static ModelView of(Row row) {
        return new ModelView(
                row.getUUID("id"),
                row.getUUID("owner_id"),
                row.getString("name"),
                row.getString("kind"),
                row.getInteger("versions"),
                row.getInteger("production"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
