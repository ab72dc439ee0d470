package dev.almanac.audit.search;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Finds entries by their search rows. `visibleTo` null means everything; otherwise only that actor's.
@ApplicationScoped
class EventRepository {

    private final Pool database;

    EventRepository(Pool database) {
        this.database = database;
    }

    Uni<List<EventView>> newest(UUID visibleTo, Filter filter, long before, int limit) {
        Tuple values = Tuple.tuple()
                .addUUID(visibleTo)
                .addString(filter.type())
                .addUUID(filter.actor())
                .addString(filter.subject())
                .addValue(filter.from() == null ? null : filter.from().atOffset(ZoneOffset.UTC))
                .addValue(filter.to() == null ? null : filter.to().atOffset(ZoneOffset.UTC))
                .addLong(before)
                .addInteger(limit);
        return database.preparedQuery(
                        "SELECT seq, recorded, occurred, source, type, subject, request_id, leaf_hash, data::text AS data"
                                + " FROM search WHERE ($1::uuid IS NULL OR actor = $1) AND ($2::text IS NULL OR type = $2)"
                                + " AND ($3::uuid IS NULL OR actor = $3) AND ($4::text IS NULL OR subject = $4)"
                                + " AND ($5::timestamptz IS NULL OR recorded >= $5) AND ($6::timestamptz IS NULL OR recorded < $6)"
                                + " AND seq < $7 ORDER BY seq DESC LIMIT $8")
                .execute(values)
                .map(rows -> {
                    List<EventView> views = new ArrayList<>();
                    for (Row row : rows) {
                        views.add(EventView.of(row));
                    }
                    return views;
                });
    }

    Uni<Boolean> isVisible(UUID visibleTo, long seq) {
        return database.preparedQuery("SELECT 1 FROM search WHERE seq = $1 AND ($2::uuid IS NULL OR actor = $2)")
                .execute(Tuple.of(seq, visibleTo))
                .map(rows -> rows.rowCount() == 1);
    }

    /// What a search asks for; null leaves a criterion out.
    record Filter(String type, UUID actor, String subject, Instant from, Instant to) {}
}
