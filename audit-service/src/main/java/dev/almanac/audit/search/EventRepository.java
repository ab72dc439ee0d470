package dev.almanac.audit.search;

import dev.almanac.audit.publish.WitnessConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// Finds entries by their search rows. What a caller may not see is left out in the query.
@ApplicationScoped
class EventRepository {

    /// Times become places in the log first: `recorded` never goes back, and a batch has one.
    private static final String MATCHES = " seq > $1 AND seq < $2"
            + " AND seq >= coalesce((SELECT size FROM checkpoint WHERE recorded < $3"
            + " ORDER BY recorded DESC, size DESC LIMIT 1), 0)"
            + " AND ($4::timestamptz IS NULL OR seq < coalesce((SELECT size FROM checkpoint WHERE recorded < $4"
            + " ORDER BY recorded DESC, size DESC LIMIT 1), 0))"
            + " AND ($5::text IS NULL OR type = $5) AND ($6::text IS NULL OR starts_with(type, $6))"
            + " AND ($7::uuid IS NULL OR actor = $7) AND ($8::text IS NULL OR subject = $8)"
            + " AND ($9::text IS NULL OR request_id = $9)";

    private final Pool database;
    private final int quorum;

    EventRepository(Pool database, WitnessConfig witnesses) {
        this.database = database;
        this.quorum = witnesses.quorum();
    }

    /// The newest entries before a place.
    Uni<List<EventRow>> newest(Visibility visible, EventFilter filter, long before, int limit) {
        return find(visible, filter, -1, before, "DESC", limit);
    }

    /// The oldest entries after a place.
    Uni<List<EventRow>> oldest(Visibility visible, EventFilter filter, long after, int limit) {
        return find(visible, filter, after, Long.MAX_VALUE, "ASC", limit);
    }

    Uni<Boolean> isVisible(Visibility visible, long seq) {
        return database.preparedQuery("SELECT 1 FROM search WHERE seq = $1 AND ($2 OR actor = $3 OR tenant = ANY ($4))")
                .execute(Tuple.of(
                        seq,
                        visible.everything(),
                        visible.actor(),
                        visible.tenants().toArray(String[]::new)))
                .map(rows -> rows.rowCount() == 1);
    }

    /// Empty when there is no such entry, or the caller may not see it.
    Uni<List<EventRow>> one(Visibility visible, long seq) {
        return find(visible, new EventFilter(), seq - 1, seq + 1, "ASC", 1);
    }

    private Uni<List<EventRow>> find(
            Visibility visible, EventFilter filter, long after, long before, String order, int limit) {
        boolean wholeKind = filter.type != null && filter.type.endsWith(".*");
        Tuple values = Tuple.tuple()
                .addLong(after)
                .addLong(before)
                .addOffsetDateTime(filter.from == null ? Instant.EPOCH.atOffset(ZoneOffset.UTC) : utc(filter.from))
                .addOffsetDateTime(utc(filter.to))
                .addString(wholeKind ? null : filter.type)
                .addString(wholeKind ? filter.type.substring(0, filter.type.length() - 1) : null)
                .addUUID(filter.actor)
                .addString(filter.resource)
                .addString(filter.requestId)
                .addInteger(limit);
        String sql = "WITH found AS (" + found(visible, order, values) + ") SELECT f.*, e.leaf, w.at AS witnessed"
                + " FROM found f LEFT JOIN entry e USING (seq)"
                + " LEFT JOIN LATERAL (SELECT (array_agg(c.at ORDER BY c.at))[" + quorum + "] AS at FROM cosignature c"
                + " WHERE c.size > f.seq GROUP BY c.size HAVING count(*) >= " + quorum
                + " ORDER BY c.size LIMIT 1) w ON true ORDER BY seq " + order + " LIMIT $10";
        return database.preparedQuery(sql).execute(values).map(rows -> {
            List<EventRow> events = new ArrayList<>();
            for (Row row : rows) {
                events.add(EventRow.of(row));
            }
            return events;
        });
    }

    /// One branch for each way to be visible, each of which reads an index in order.
    private static String found(Visibility visible, String order, Tuple values) {
        if (visible.everything()) {
            return part("true", order);
        }
        values.addUUID(visible.actor());
        StringBuilder branches = new StringBuilder(part("actor = $" + values.size(), order));
        for (String tenant : visible.tenants()) {
            values.addString(tenant);
            branches.append(" UNION ").append(part("tenant = $" + values.size(), order));
        }
        return branches.toString();
    }

    private static String part(String condition, String order) {
        return "(SELECT " + SearchRow.COLUMNS + " FROM search WHERE " + condition + " AND" + MATCHES + " ORDER BY seq "
                + order + " LIMIT $10)";
    }

    private static OffsetDateTime utc(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
