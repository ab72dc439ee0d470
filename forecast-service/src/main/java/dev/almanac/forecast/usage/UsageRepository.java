package dev.almanac.forecast.usage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// Sums of what was used.
@ApplicationScoped
class UsageRepository {

    private static final String SUMS = """
            , count(*) AS calls, sum(series)::bigint AS series, sum(units)::bigint AS units FROM usage_record
            WHERE owner_id = $1 AND used_at >= $2 AND used_at < $3\s""";

    /// What is older than a minute by its id has no other record before it that is still being written.
    private static final String SETTLED = " AND uuid_extract_timestamp(id) < now() - interval '1 minute' ";

    private final Pool database;

    UsageRepository(Pool database) {
        this.database = database;
    }

    Uni<List<UsageView.Day>> days(UUID owner, Instant from, Instant to) {
        return sums(
                "SELECT (used_at AT TIME ZONE 'UTC')::date AS day, kind" + SUMS
                        + "GROUP BY day, kind ORDER BY day, kind",
                owner,
                from,
                to,
                row -> new UsageView.Day(
                        row.getLocalDate("day"),
                        row.getString("kind"),
                        row.getLong("calls"),
                        row.getLong("series"),
                        row.getLong("units")));
    }

    Uni<List<UsageView.ByDataset>> datasets(UUID owner, Instant from, Instant to) {
        return sums(
                "SELECT dataset_id" + SUMS + "GROUP BY dataset_id ORDER BY units DESC LIMIT 100",
                owner,
                from,
                to,
                row -> new UsageView.ByDataset(
                        row.getUUID("dataset_id"), row.getLong("calls"), row.getLong("series"), row.getLong("units")));
    }

    Uni<List<UsageView.ByModel>> models(UUID owner, Instant from, Instant to) {
        return sums(
                "SELECT model" + SUMS + "GROUP BY model ORDER BY units DESC LIMIT 100",
                owner,
                from,
                to,
                row -> new UsageView.ByModel(
                        row.getString("model"), row.getLong("calls"), row.getLong("series"), row.getLong("units")));
    }

    /// Oldest first, so that a reader goes on where they were.
    Uni<List<UsageRecord>> records(UUID owner, UUID after, int limit) {
        return database.preparedQuery(
                        "SELECT * FROM usage_record WHERE owner_id = $1 AND id > $2" + SETTLED + "ORDER BY id LIMIT $3")
                .execute(Tuple.of(owner, after, limit))
                .map(rows -> rows.stream().map(UsageRecord::of).toList());
    }

    /// Everybody's, for the operator's bill.
    Uni<List<UsageRecord>> records(UUID after, int limit) {
        return database.preparedQuery("SELECT * FROM usage_record WHERE id > $1" + SETTLED + "ORDER BY id LIMIT $2")
                .execute(Tuple.of(after, limit))
                .map(rows -> rows.stream().map(UsageRecord::of).toList());
    }

    private <T> Uni<List<T>> sums(String query, UUID owner, Instant from, Instant to, Function<Row, T> view) {
        return database.preparedQuery(query)
                .execute(Tuple.of(owner, from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream().map(view).toList());
    }
}
