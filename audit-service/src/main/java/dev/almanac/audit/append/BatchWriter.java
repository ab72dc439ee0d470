package dev.almanac.audit.append;

import dev.almanac.audit.keys.LogKeys;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.RightEdge;
import dev.almanac.log.TenantChains.Head;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One batch, one statement, one transaction. Most batches hold only new events, so their keys are not looked up
/// first: the primary key of `idempotency` refuses a batch that repeats one, and it is arranged again with what is
/// known. Runs on the sequencer's thread and blocks it.
@ApplicationScoped
class BatchWriter {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);
    private static final String UNIQUE_VIOLATION = "23505";

    private final LogKeys keys;
    private final LeafWriter leaves;
    private final Clock clock;
    private final Partitions partitions = new Partitions();

    BatchWriter(LogKeys keys, LeafWriter leaves, Clock clock) {
        this.keys = keys;
        this.leaves = leaves;
        this.clock = clock;
    }

    /// Takes over the log: a new epoch, the edge from the stored tiles.
    ///
    /// @throws IllegalStateException when the stored tiles do not give the stored root
    LogState open(SqlConnection connection) {
        Row row = run(
                        connection,
                        "UPDATE log_state SET epoch = epoch + 1 RETURNING epoch, size, root, recorded",
                        Tuple.tuple())
                .iterator()
                .next();
        long size = row.getLong("size");
        RightEdge edge = RightEdge.of((level, index) -> tile(connection, level, index), size);
        if (!Arrays.equals(edge.root(), row.getBuffer("root").getBytes())) {
            throw new IllegalStateException(
                    "The stored tiles do not give the stored root at size " + size + ": the log was altered");
        }
        String note = keys.sign(new Checkpoint(keys.origin(), size, edge.root()));
        run(connection, "INSERT INTO checkpoint VALUES ($1, $2) ON CONFLICT DO NOTHING", Tuple.of(size, note));
        partitions.forget();
        return new LogState(
                row.getLong("epoch"), edge, row.getOffsetDateTime("recorded").toInstant(), note);
    }

    /// @return one outcome an event, in order; what is logged is durable and in the state's checkpoint
    /// @throws RuntimeException when the outcome is unknown; the state must be opened again
    List<Appended> write(SqlConnection connection, LogState state, List<LeafDraft> events) {
        learnHeads(connection, state, events);
        Map<LeafDraft.Key, Batch.Known> known = Map.of();
        while (true) {
            Batch batch = arrange(state, events, known);
            if (batch.rows.isEmpty() || store(connection, state, batch)) {
                return batch.outcomes;
            }
            known = lookUp(connection, batch, events);
        }
    }

    private Batch arrange(LogState state, List<LeafDraft> events, Map<LeafDraft.Key, Batch.Known> known) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant recorded = now.isAfter(state.recorded()) ? now : state.recorded();
        Batch batch = new Batch(state, recorded, leaves, known);
        events.forEach(batch::add);
        return batch;
    }

    /// @return false when a key of the batch is in the log already
    private boolean store(SqlConnection connection, LogState state, Batch batch) {
        partitions.ensure(connection, batch);
        Checkpoint checkpoint = new Checkpoint(keys.origin(), batch.edge.size(), batch.edge.root());
        String note = keys.sign(checkpoint);
        try {
            run(connection, BatchRows.STATEMENT, BatchRows.of(batch, state.epoch(), checkpoint, note));
        } catch (PgException e) {
            if (UNIQUE_VIOLATION.equals(e.getSqlState())) {
                return false;
            }
            throw e;
        }
        state.advance(batch, note);
        return true;
    }

    private void learnHeads(SqlConnection connection, LogState state, List<LeafDraft> events) {
        Set<String> unknown = new TreeSet<>();
        for (LeafDraft event : events) {
            if (!state.knows(event.tenant())) {
                unknown.add(event.tenant());
            }
        }
        if (unknown.isEmpty()) {
            return;
        }
        Map<String, Head> found = new HashMap<>();
        RowSet<Row> rows = run(
                connection,
                "SELECT tenant, next_seq, leaf_hash FROM tenant_head WHERE tenant = ANY($1)",
                Tuple.of(unknown.toArray(String[]::new)));
        rows.forEach(row -> found.put(row.getString(0), new Head(row.getLong(1), row.getString(2))));
        state.learn(unknown, found);
    }

    /// Looks up the keys of the events, and of the conflict entries that the batch would add.
    private Map<LeafDraft.Key, Batch.Known> lookUp(SqlConnection connection, Batch batch, List<LeafDraft> events) {
        Set<LeafDraft.Key> wanted = new LinkedHashSet<>();
        events.forEach(event -> wanted.add(event.key()));
        batch.rows.forEach(row -> wanted.add(row.draft().key()));
        List<LeafDraft.Key> list = List.copyOf(wanted);
        RowSet<Row> rows = run(
                connection,
                "SELECT place, seq, digest FROM known_keys($1, $2, $3)",
                Tuple.of(
                        list.stream().map(LeafDraft.Key::tenant).toArray(String[]::new),
                        list.stream().map(LeafDraft.Key::source).toArray(String[]::new),
                        list.stream().map(LeafDraft.Key::id).toArray(String[]::new)));
        Map<LeafDraft.Key, Batch.Known> known = new HashMap<>();
        for (Row row : rows) {
            known.put(
                    list.get((int) (row.getLong(0) - 1)),
                    new Batch.Known(row.getLong(1), row.getBuffer(2).getBytes()));
        }
        return known;
    }

    private static byte[] tile(SqlConnection connection, int level, long index) {
        RowSet<Row> rows =
                run(connection, "SELECT hashes FROM tile WHERE level = $1 AND number = $2", Tuple.of(level, index));
        if (rows.rowCount() == 0) {
            throw new IllegalStateException("Tile " + level + "/" + index + " is missing: the log was altered");
        }
        return rows.iterator().next().getBuffer(0).getBytes();
    }

    static RowSet<Row> run(SqlConnection connection, String sql, Tuple values) {
        return await(connection.preparedQuery(sql).execute(values));
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().atMost(DATABASE_LIMIT);
    }
}
