package dev.almanac.forecast.job;

import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The queue as workers see it. A worker owns a job while its lease is in the row; every write names the lease, so a
/// worker that was thought dead can change nothing after another has taken over. All methods block.
@ApplicationScoped
class JobQueue {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Pool database;
    private final AuditOutbox audit;
    private final JobConfig config;

    JobQueue(Pool database, AuditOutbox audit, JobConfig config) {
        this.database = database;
        this.audit = audit;
        this.config = config;
    }

    /// Takes the oldest job that waits, or one whose worker is gone; people with fewer running jobs go first.
    Optional<Job> claim() {
        String sql = """
                UPDATE forecast SET status = 'running', lease = $1, lease_until = now() + $2 * interval '1 millisecond',
                    started_at = coalesce(started_at, now()), progress_seq = progress_seq + 1
                WHERE id = (
                    SELECT f.id FROM forecast f
                    WHERE (f.status = 'queued' AND f.run_after <= now())
                        OR (f.status = 'running' AND f.lease_until < now())
                    ORDER BY (SELECT count(*) FROM forecast r WHERE r.owner_id = f.owner_id AND r.status = 'running'),
                        f.id
                    FOR UPDATE SKIP LOCKED LIMIT 1)
                RETURNING *""";
        return database.preparedQuery(sql)
                .execute(Tuple.of(UUID.randomUUID(), config.lease().toMillis()))
                .map(rows -> rows.stream().map(Job::of).findFirst())
                .await()
                .indefinitely();
    }

    /// The last series that is already done; -1 for none.
    int lastOrdinal(Job job) {
        return database.preparedQuery("SELECT coalesce(max(ordinal), -1) FROM forecast_result WHERE forecast_id = $1")
                .execute(Tuple.of(job.id()))
                .map(rows -> rows.iterator().next().getInteger(0))
                .await()
                .indefinitely();
    }

    /// Keeps results and the lease, both or none.
    ///
    /// @return false when the job is no longer this worker's: cancelled, or taken by another
    boolean keep(Job job, List<SeriesResult> results) {
        return database.withTransaction(connection -> connection
                        .preparedQuery("""
                                UPDATE forecast SET done = done + $3, progress_seq = progress_seq + sign($3)::int,
                                    attempts = CASE WHEN $3 > 0 THEN 0 ELSE attempts END,
                                    lease_until = now() + $4 * interval '1 millisecond'
                                WHERE id = $1 AND lease = $2 AND status = 'running'""")
                        .execute(Tuple.of(
                                job.id(),
                                job.lease(),
                                results.size(),
                                config.lease().toMillis()))
                        .chain(updated -> updated.rowCount() == 0
                                ? Uni.createFrom().item(false)
                                : SeriesResult.insert(connection, job.id(), results)
                                        .replaceWith(true)))
                .await()
                .indefinitely();
    }

    /// Ends a job well and records it, both or none.
    void succeed(Job job, JobKind.Ending ending) {
        end(
                job,
                ending.event(),
                """
                UPDATE forecast SET status = 'succeeded', finished_at = now(), lease = NULL,
                    progress_seq = progress_seq + 1, total = done, engine_version = $3, result_sha256 = $4,
                    metrics = $5, seal_kind = $6, seal_event = $7
                WHERE id = $1 AND lease = $2 AND status = 'running'""",
                Tuple.tuple()
                        .addUUID(job.id())
                        .addUUID(job.lease())
                        .addString(ending.engineVersion())
                        .addString(ending.resultSha256())
                        .addString(ending.metrics())
                        .addString(ending.sealKind())
                        .addUUID(ending.event().id()));
    }

    void fail(Job job, String reason) {
        AuditEvent failed = AuditEvent.by(
                job.creator(),
                job.owner(),
                job.kind() + ".failed",
                job.kind() + "/" + job.id(),
                Map.of(),
                Map.of("reason", reason));
        end(job, failed, """
                UPDATE forecast SET status = 'failed', finished_at = now(), lease = NULL,
                    progress_seq = progress_seq + 1, error = $3
                WHERE id = $1 AND lease = $2 AND status = 'running'""", Tuple.of(job.id(), job.lease(), reason));
    }

    /// Gives a job back, to be tried again after a pause that doubles with each failure.
    void retryLater(Job job) {
        long pause = Math.min(LONGEST_PAUSE.toMillis(), config.retryPause().toMillis() << Math.min(job.attempts(), 20));
        giveBack(job, 1, pause);
    }

    /// Gives a job back at once, because this process stops.
    void release(Job job) {
        giveBack(job, 0, 0);
    }

    private void giveBack(Job job, int failures, long pauseMillis) {
        database.preparedQuery("""
                        UPDATE forecast SET status = 'queued', lease = NULL, attempts = attempts + $3,
                            run_after = now() + $4 * interval '1 millisecond', progress_seq = progress_seq + 1
                        WHERE id = $1 AND lease = $2 AND status = 'running'""")
                .execute(Tuple.of(job.id(), job.lease(), failures, pauseMillis))
                .await()
                .indefinitely();
    }

    private void end(Job job, AuditEvent event, String update, Tuple parameters) {
        database.withTransaction(connection -> connection
                        .preparedQuery(update)
                        .execute(parameters)
                        .chain(updated -> updated.rowCount() == 1
                                ? audit.record(connection, event)
                                : Uni.createFrom().voidItem()))
                .await()
                .indefinitely();
    }
}
