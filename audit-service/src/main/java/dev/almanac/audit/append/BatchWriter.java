package dev.almanac.audit.append;

import dev.almanac.audit.keys.LogKeys;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.RightEdge;
import dev.almanac.log.SignedNote;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One batch, one statement, one transaction. Most batches hold only new events, so their keys are not looked up
/// first: the primary key of `idempotency` refuses a batch that repeats one, and it is arranged again with what is
/// known. Runs on the sequencer's thread.
@ApplicationScoped
class BatchWriter {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);
    private static final String KEYS = "idempotency_pkey";

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
        String note = size == 0 ? firstCheckpoint(connection) : signedCheckpoint(connection, edge);
        partitions.forget();
        return new LogState(
                row.getLong("epoch"), edge, row.getOffsetDateTime("recorded").toInstant(), note);
    }

    private String firstCheckpoint(SqlConnection connection) {
        String note =
                keys.sign(new Checkpoint(keys.origin(), 0, RightEdge.empty().root()));
        run(connection, "INSERT INTO checkpoint (size, note) VALUES (0, $1) ON CONFLICT DO NOTHING", Tuple.of(note));
        return note;
    }

    /// The signed state that the stored tiles must lead to; the root in `log_state` alone proves nothing.
    private String signedCheckpoint(SqlConnection connection, RightEdge edge) {
        RowSet<Row> rows = run(connection, "SELECT note FROM checkpoint WHERE size = $1", Tuple.of(edge.size()));
        String note = rows.rowCount() == 0 ? "" : rows.iterator().next().getString(0);
        Checkpoint expected = new Checkpoint(keys.origin(), edge.size(), edge.root());
        boolean signed = SignedNote.open(note, keys.verifier())
                .map(Checkpoint::parse)
                .filter(expected::equals)
                .isPresent();
        if (!signed) {
            throw new IllegalStateException(
                    "No signed checkpoint has the stored root at size " + edge.size() + ": the log was altered");
        }
        return note;
    }

    /// Sends a batch of events that are taken to be new. The state goes on to what the batch leads to, so that the next
    /// can be sent behind it; should this one not be stored, the next is fenced off.
    Flight launch(SqlConnection connection, LogState state, List<Submission> submissions) {
        return launch(connection, state, submissions, Map.of());
    }

    private Flight launch(
            SqlConnection connection,
            LogState state,
            List<Submission> submissions,
            Map<LeafDraft.Key, Batch.Known> known) {
        List<LeafDraft> events =
                submissions.stream().flatMap(one -> one.events().stream()).toList();
        learnHeads(connection, state, events);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Batch batch = new Batch(state, now.isAfter(state.recorded()) ? now : state.recorded(), leaves, known);
        events.forEach(batch::add);
        if (batch.rows.isEmpty()) {
            return new Flight(submissions, batch, state.checkpoint(), CompletableFuture.completedFuture(null));
        }
        partitions.ensure(connection, batch);
        Checkpoint checkpoint = new Checkpoint(keys.origin(), batch.edge.size(), batch.edge.root());
        String note = keys.sign(checkpoint);
        Tuple values = BatchRows.of(batch, state.epoch(), checkpoint, note);
        state.advance(batch, note);
        return new Flight(
                submissions,
                batch,
                note,
                connection.preparedQuery(BatchRows.STATEMENT).execute(values).subscribeAsCompletionStage());
    }

    /// Waits for a batch.
    ///
    /// @return whether it is durable; false when a key of it is in the log already
    /// @throws RuntimeException when the outcome is unknown; the state must be opened again
    boolean land(Flight flight) {
        try {
            flight.stored().get(DATABASE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PgException refused && KEYS.equals(refused.getConstraint())) {
                return false;
            }
            if (e.getCause() instanceof PgException refused && isOfTheData(refused.getSqlState())) {
                throw new UnstorableException(refused);
            }
            throw new IllegalStateException(
                    "A batch was not stored: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("The database does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a batch was being stored", e);
        }
    }

    /// Looks the keys up first, and returns when what is new is durable.
    ///
    /// @return the last flight of these submissions
    Flight writeKnown(SqlConnection connection, LogState state, List<Submission> submissions) {
        Map<LeafDraft.Key, Batch.Known> known = lookUp(connection, submissions, List.of());
        while (true) {
            Flight flight = launch(connection, state, submissions, known);
            try {
                if (land(flight)) {
                    return flight;
                }
            } catch (UnstorableException e) {
                state.retreat(flight.batch());
                throw e;
            }
            state.retreat(flight.batch());
            int before = known.size();
            known = lookUp(connection, submissions, flight.batch().rows);
            if (known.size() == before) {
                throw new IllegalStateException("A key is taken that no entry has: the table of keys was altered");
            }
        }
    }

    /// Data exceptions, violated constraints, exceeded limits: to try again helps nobody.
    private static boolean isOfTheData(String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("22") || sqlState.startsWith("23") || sqlState.startsWith("54"));
    }

    /// The database refuses the batch for what is in it.
    static final class UnstorableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnstorableException(Throwable cause) {
            super("The database refuses a batch: " + cause.getMessage(), cause);
        }
    }

    private void learnHeads(SqlConnection connection, LogState state, List<LeafDraft> events) {
        Set<String> unknown = new TreeSet<>();
        for (LeafDraft event : events) {
            if (!state.knows(event.tenant())) {
                unknown.add(event.tenant());
            }
        }
        if (!unknown.isEmpty()) {
            Map<String, Head> found = new HashMap<>();
            run(
                            connection,
                            "SELECT tenant, next_seq, leaf_hash FROM tenant_head WHERE tenant = ANY($1)",
                            Tuple.of(unknown.toArray(String[]::new)))
                    .forEach(row -> found.put(row.getString(0), new Head(row.getLong(1), row.getString(2))));
            state.learn(unknown, found);
        }
    }

    /// Looks up the keys of the events, and of the conflict entries that a batch of them would add.
    private static Map<LeafDraft.Key, Batch.Known> lookUp(
            SqlConnection connection, List<Submission> submissions, List<Batch.Row> arranged) {
        Set<LeafDraft.Key> wanted = new LinkedHashSet<>();
        submissions.forEach(submission -> submission.events().forEach(event -> wanted.add(event.key())));
        arranged.forEach(row -> wanted.add(row.draft().key()));
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
