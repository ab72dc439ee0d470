package dev.almanac.data.dataset;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Where each series of a version lies. Rows are written and read in bulk, so they go past Hibernate.
@ApplicationScoped
class SeriesIndex {

    private static final int ROWS_A_STATEMENT = 1_000;

    private final Pool database;

    SeriesIndex(Pool database) {
        this.database = database;
    }

    Uni<Void> insert(UUID dataset, int version, List<SeriesEntry> entries) {
        return database.withTransaction(connection -> insertFrom(connection, dataset, version, entries, 0));
    }

    Uni<Void> deleteAll(UUID dataset, int version) {
        return database.preparedQuery("DELETE FROM series WHERE dataset_id = $1 AND version = $2")
                .execute(Tuple.of(dataset, version))
                .replaceWithVoid();
    }

    Uni<List<SeriesEntry>> from(UUID dataset, int version, int ordinal, int limit) {
        return database.preparedQuery("SELECT * FROM series WHERE dataset_id = $1 AND version = $2 AND ordinal >= $3"
                        + " ORDER BY ordinal LIMIT $4")
                .execute(Tuple.of(dataset, version, ordinal, limit))
                .map(rows -> {
                    List<SeriesEntry> entries = new ArrayList<>();
                    rows.forEach(row -> entries.add(entry(row)));
                    return entries;
                });
    }

    Uni<SeriesEntry> named(UUID dataset, int version, String seriesId) {
        return database.preparedQuery("SELECT * FROM series WHERE dataset_id = $1 AND version = $2 AND series_id = $3")
                .execute(Tuple.of(dataset, version, seriesId))
                .map(rows -> rows.iterator().hasNext() ? entry(rows.iterator().next()) : null);
    }

    private Uni<Void> insertFrom(
            SqlConnection connection, UUID dataset, int version, List<SeriesEntry> entries, int from) {
        if (from >= entries.size()) {
            return Uni.createFrom().voidItem();
        }
        int to = Math.min(entries.size(), from + ROWS_A_STATEMENT);
        List<Tuple> tuples = entries.subList(from, to).stream()
                .map(entry -> Tuple.tuple()
                        .addUUID(dataset)
                        .addInteger(version)
                        .addInteger(entry.ordinal())
                        .addString(entry.seriesId())
                        .addString(entry.frequency())
                        .addInteger(entry.seasonLength())
                        .addInteger(entry.observations())
                        .addOffsetDateTime(entry.first().atOffset(ZoneOffset.UTC))
                        .addOffsetDateTime(entry.last().atOffset(ZoneOffset.UTC))
                        .addLong(entry.offset())
                        .addInteger(entry.bytes()))
                .toList();
        return connection
                .preparedQuery("INSERT INTO series VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
                .executeBatch(tuples)
                .chain(() -> insertFrom(connection, dataset, version, entries, to));
    }

    private static SeriesEntry entry(Row row) {
        return new SeriesEntry(
                row.getInteger("ordinal"),
                row.getString("series_id"),
                row.getString("frequency"),
                row.getInteger("season_length"),
                row.getInteger("observations"),
                time(row, "first_time"),
                time(row, "last_time"),
                row.getLong("block_offset"),
                row.getInteger("block_bytes"));
    }

    private static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }
}
