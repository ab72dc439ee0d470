package dev.almanac.forecast.upkeep;

import dev.almanac.kit.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which chore is due, and what became of it.
@ApplicationScoped
class ChoreRepository {

    private static final String RECORDS_KEPT = "90 days";

    private final Pool database;

    ChoreRepository(Pool database) {
        this.database = database;
    }

    /// A chore that was not known before is due by its schedule. Blocks.
    void know(String name, Instant next) {
        await(database.preparedQuery("INSERT INTO chore (name, next_at) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(name, next.atOffset(ZoneOffset.UTC))));
    }

    /// A chore that is due; nobody else does it while the lease lasts. Blocks.
    ///
    /// @param known of this replica: another version may know others
    Optional<Begun> claim(List<String> known, Duration lease) {
        UUID run = Ids.next();
        return await(database.withTransaction(connection -> connection
                .preparedQuery("""
                        UPDATE chore SET running_until = now() + $2 * interval '1 millisecond', run_id = $3
                        WHERE name = (SELECT name FROM chore
                            WHERE next_at <= now() AND (running_until IS NULL OR running_until < now())
                                AND name = ANY($1)
                            ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
                        RETURNING name""")
                .execute(Tuple.of(known.toArray(String[]::new), lease.toMillis(), run))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.<Begun>empty())
                        : connection
                                .preparedQuery("""
                                        INSERT INTO chore_run (id, name, started_at) VALUES ($1, $2, now())
                                        RETURNING id, name""")
                                .execute(Tuple.of(run, rows.iterator().next().getString(0)))
                                .map(made -> made.iterator().next())
                                .map(made -> Optional.of(new Begun(made.getUUID(0), made.getString(1)))))));
    }

    /// Keeps a chore that takes long. Blocks.
    ///
    /// @return false when another replica has it
    boolean prolong(Begun begun, Duration lease) {
        return await(database.preparedQuery("""
                        UPDATE chore SET running_until = now() + $3 * interval '1 millisecond'
                        WHERE name = $1 AND run_id = $2 AND running_until IS NOT NULL""")
                .execute(Tuple.of(begun.name(), begun.run(), lease.toMillis()))
                .map(rows -> rows.rowCount() == 1));
    }

    /// What is being done right now is done once more.
    ///
    /// @return false when there is no such chore
    Uni<Boolean> hasten(SqlConnection connection, String name) {
        return connection.preparedQuery("""
                        UPDATE chore SET next_at = least(next_at, now()),
                            hastened = coalesce(running_until > now(), false)
                        WHERE name = $1""").execute(Tuple.of(name)).map(rows -> rows.rowCount() == 1);
    }

    record Begun(UUID run, String name) {}

    /// What another replica has taken over meanwhile is its to end. Blocks.
    ///
    /// @param error null where it went well
    void finished(Begun begun, Integer handled, String error, Instant next) {
        await(database.withTransaction(connection -> connection
                .preparedQuery("""
                        UPDATE chore_run SET finished_at = now(), handled = $2, error = $3 WHERE id = $1""")
                .execute(Tuple.of(begun.run(), handled, error))
                .chain(() -> connection
                        .preparedQuery("""
                                UPDATE chore SET next_at = CASE WHEN hastened THEN now() ELSE $2 END,
                                    hastened = false, running_until = NULL
                                WHERE name = $1 AND run_id = $3""")
                        .execute(Tuple.of(begun.name(), next.atOffset(ZoneOffset.UTC), begun.run())))
                .chain(() -> connection
                        .preparedQuery(
                                "DELETE FROM chore_run WHERE name = $1 AND started_at < now() - $2::text::interval")
                        .execute(Tuple.of(begun.name(), RECORDS_KEPT)))));
    }

    /// @param name of the chore; null for all
    Uni<List<ChoreRun>> newest(String name, UUID before, int limit) {
        return database.preparedQuery("""
                        SELECT * FROM chore_run WHERE ($1::text IS NULL OR name = $1) AND id < $2
                        ORDER BY id DESC LIMIT $3""")
                .execute(Tuple.of(name, before, limit))
                .map(rows -> rows.stream().map(ChoreRun::of).toList());
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().indefinitely();
    }
}
