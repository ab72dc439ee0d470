package dev.almanac.forecast.council;

import dev.almanac.kit.security.Caller;
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

    /// Whether somebody sees whatever it is asked: its operators and administrators.
    boolean seesAll(Caller caller) {
        return caller.is("admin") || operators.contains(caller.userId());
    }

    /// Whether it decides for somebody or for one of their teams.
    boolean concerns(Caller caller) {
        return governs.stream().anyMatch(caller.readable()::contains);
    }

    /// Without the others that it decides for, unless the caller sees all.
    Council shownTo(Caller caller) {
        List<UUID> shown = seesAll(caller)
                ? governs
                : governs.stream().filter(caller.readable()::contains).toList();
        return new Council(id, name, threshold, operators, shown, createdAt);
    }

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
