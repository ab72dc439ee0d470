package dev.almanac.forecast.council;

import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// A council, as the API shows it.
///
/// @param threshold how many yes votes decide
/// @param operators who may vote
/// @param governs whose models and forecasts it decides about: users or teams
public record Council(
        UUID id, String name, int threshold, List<UUID> operators, List<UUID> governs, Instant createdAt) {

    static Council of(Row row) {
        return new Council(
                row.getUUID("id"),
                row.getString("name"),
                row.getInteger("threshold"),
                Arrays.asList(row.getArrayOfUUIDs("operators")),
                Arrays.asList(row.getArrayOfUUIDs("governs")),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
