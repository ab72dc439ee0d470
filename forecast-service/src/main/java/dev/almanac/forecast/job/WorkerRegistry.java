package dev.almanac.forecast.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// The processes that work on jobs, as operators see them.
@ApplicationScoped
class WorkerRegistry {

    private final Pool database;
    private final WorkerIdentity identity;
    private final JobConfig config;

    WorkerRegistry(Pool database, WorkerIdentity identity, JobConfig config) {
        this.database = database;
        this.identity = identity;
        this.config = config;
    }

    /// @param name of the host
    /// @param slots tasks that it works on at once
    /// @param jobs that it works on now
    record WorkerView(UUID id, String name, int slots, Instant startedAt, Instant seenAt, List<UUID> jobs) {

        static WorkerView of(Row row) {
            return new WorkerView(
                    row.getUUID("id"),
                    row.getString("name"),
                    row.getInteger("slots"),
                    row.getOffsetDateTime("started_at").toInstant(),
                    row.getOffsetDateTime("seen_at").toInstant(),
                    Arrays.asList(row.getArrayOfUUIDs("jobs")));
        }
    }

    /// This process works; those that were not seen for a lease are gone. Blocks.
    void seen(int slots) {
        database.preparedQuery("""
                        INSERT INTO worker (id, name, slots, started_at, seen_at) VALUES ($1, $2, $3, now(), now())
                        ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at""")
                .execute(Tuple.of(identity.id(), identity.name(), slots))
                .chain(() -> database.preparedQuery(
                                "DELETE FROM worker WHERE seen_at < now() - $1 * interval '1 millisecond'")
                        .execute(Tuple.of(config.lease().toMillis())))
                .await()
                .indefinitely();
    }

    /// This process stops. Blocks.
    void leave() {
        database.preparedQuery("DELETE FROM worker WHERE id = $1")
                .execute(Tuple.of(identity.id()))
                .await()
                .indefinitely();
    }

    Uni<List<WorkerView>> all() {
        return database.query("""
                        SELECT w.*, array(SELECT t.forecast_id FROM forecast_task t
                            WHERE t.worker_id = w.id AND t.lease IS NOT NULL) AS jobs
                        FROM worker w ORDER BY name, started_at""")
                .execute()
                .map(rows -> rows.stream().map(WorkerView::of).toList());
    }
}
