package dev.almanac.forecast.job;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The queue as workers see it. A worker owns a task while its lease is in the row; every write names the lease, so a
/// worker that was thought dead can change nothing after another has taken over. Rows are always locked in the order
/// task, job. All methods block.
@ApplicationScoped
class TaskQueue {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /// People who wait take turns: first whoever has fewest tasks at work, then whoever was served longest ago. A
    /// person's own jobs go by priority, then by age. Finds the people by skipping along the index, however many
    /// tasks each of them has.
    private static final String CLAIM = """
            WITH RECURSIVE waiting (user_id) AS (
                (SELECT user_id FROM forecast_task WHERE claim_after <= now() ORDER BY user_id LIMIT 1)
                UNION ALL
                SELECT (SELECT t.user_id FROM forecast_task t
                    WHERE t.user_id > w.user_id AND t.claim_after <= now() ORDER BY t.user_id LIMIT 1)
                FROM waiting w WHERE w.user_id IS NOT NULL),
            turns AS MATERIALIZED (
                SELECT w.user_id FROM waiting w LEFT JOIN forecast_turn h ON h.user_id = w.user_id
                WHERE w.user_id IS NOT NULL
                ORDER BY (SELECT count(*) FROM forecast_task r
                        WHERE r.user_id = w.user_id AND r.lease IS NOT NULL AND r.claim_after > now()),
                    h.served_at NULLS FIRST, w.user_id),
            picked AS (
                SELECT t.forecast_id, t.number FROM turns CROSS JOIN LATERAL (
                    SELECT c.forecast_id, c.number FROM forecast_task c
                    WHERE c.user_id = turns.user_id AND c.claim_after <= now()
                        AND ($4 OR c.deaths = 0 AND c.lease IS NULL)
                    ORDER BY c.priority DESC, c.forecast_id, c.number LIMIT 1 FOR UPDATE SKIP LOCKED) t
                LIMIT 1)
            UPDATE forecast_task t SET lease = $1, worker_id = $2, attempts = t.attempts + 1,
                deaths = t.deaths + (t.lease IS NOT NULL)::int, claim_after = now() + $3 * interval '1 millisecond'
            FROM picked WHERE t.forecast_id = picked.forecast_id AND t.number = picked.number
            RETURNING t.*""";

    private static final String OWN = "forecast_id = $1 AND number = $2 AND lease = $3";

    private final Pool database;
    private final JobConfig config;
    private final UUID worker;

    TaskQueue(Pool database, JobConfig config, WorkerIdentity identity) {
        this.database = database;
        this.config = config;
        this.worker = identity.id();
    }

    /// What became of results that a worker wanted to keep.
    sealed interface Kept {
        /// Kept, and the task is still this worker's.
        record Going() implements Kept {}

        /// Kept, and the task is done; others of the job are not.
        record Done() implements Kept {}

        /// Kept, and all series of the job are done: its ending is this worker's now.
        record Last(Task ending) implements Kept {}

        /// Not kept: the job is over, or another worker has the task.
        record Lost() implements Kept {}
    }

    /// Takes a task that waits, or one whose worker is gone.
    Optional<Task> claim() {
        return claim(true);
    }

    /// Takes a task that waits and that no worker vanished with.
    Optional<Task> claimUnsuspected() {
        return claim(false);
    }

    private Optional<Task> claim(boolean suspectsToo) {
        return await(database.withTransaction(connection -> connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(UUID.randomUUID(), worker, config.lease().toMillis(), suspectsToo))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.<Task>empty())
                        : taken(connection, rows.iterator().next()))));
    }

    private static Uni<Optional<Task>> taken(SqlConnection connection, Row row) {
        UUID id = row.getUUID("forecast_id");
        return connection
                .preparedQuery("""
                        INSERT INTO forecast_turn (user_id, served_at) VALUES ($1, clock_timestamp())
                        ON CONFLICT (user_id) DO UPDATE SET served_at = excluded.served_at""")
                .execute(Tuple.of(row.getUUID("user_id")))
                .chain(() -> connection.preparedQuery("""
                                UPDATE forecast SET status = 'running', started_at = coalesce(started_at, now()),
                                    progress_seq = progress_seq + 1
                                WHERE id = $1 AND status = 'queued'""").execute(Tuple.of(id)))
                .chain(() -> connection
                        .preparedQuery("SELECT * FROM forecast WHERE id = $1 AND status = 'running'")
                        .execute(Tuple.of(id)))
                .map(jobs -> jobs.stream().map(Job::of).findFirst().map(job -> Task.of(job, row)));
    }

    /// Keeps results and the lease, both or none.
    ///
    /// @param next the first series that is left
    Kept keep(Task task, List<SeriesResult> results, int next) {
        return await(database.withTransaction(connection ->
                hold(connection, task, results, next).map(ours -> ours ? new Kept.Going() : new Kept.Lost())));
    }

    /// Keeps a task for another lease and changes nothing else of it, so that it may come late.
    ///
    /// @return false when it was lost
    boolean prolong(Task task) {
        return await(database.preparedQuery("""
                        UPDATE forecast_task SET claim_after = now() + $4 * interval '1 millisecond'
                        WHERE\s""" + OWN)
                .execute(own(task).addLong(config.lease().toMillis()))
                .map(rows -> rows.rowCount() == 1));
    }

    /// Keeps the last results of a task and ends it, both or none.
    Kept finish(Task task, List<SeriesResult> results) {
        return await(database.withTransaction(connection -> hold(connection, task, results, task.end())
                .chain(ours -> ours ? done(connection, task) : Uni.createFrom().item(new Kept.Lost()))));
    }

    private Uni<Boolean> hold(SqlConnection connection, Task task, List<SeriesResult> results, int next) {
        return connection
                .preparedQuery("""
                        UPDATE forecast_task SET claim_after = now() + $4 * interval '1 millisecond',
                            next_ordinal = $5, attempts = CASE WHEN $6 > 0 THEN 0 ELSE attempts END,
                            deaths = CASE WHEN $6 > 0 THEN 0 ELSE deaths END
                        WHERE\s""" + OWN)
                .execute(own(task)
                        .addLong(config.lease().toMillis())
                        .addInteger(next)
                        .addInteger(results.size()))
                .chain(held -> held.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : count(connection, task.job().id(), results));
    }

    private static Uni<Boolean> count(SqlConnection connection, UUID job, List<SeriesResult> results) {
        if (results.isEmpty()) {
            return connection
                    .preparedQuery("SELECT FROM forecast WHERE id = $1 AND status = 'running'")
                    .execute(Tuple.of(job))
                    .map(rows -> rows.size() == 1);
        }
        return connection
                .preparedQuery("""
                        UPDATE forecast SET done = done + $2, progress_seq = progress_seq + 1
                        WHERE id = $1 AND status = 'running'""")
                .execute(Tuple.of(job, results.size()))
                .chain(counted -> counted.rowCount() == 0
                        ? Uni.createFrom().item(false)
                        : SeriesResult.insert(connection, job, results).replaceWith(true));
    }

    private Uni<Kept> done(SqlConnection connection, Task task) {
        return connection
                .preparedQuery("DELETE FROM forecast_task WHERE " + OWN)
                .execute(own(task))
                .chain(() -> connection
                        .preparedQuery("""
                                UPDATE forecast SET tasks_left = tasks_left - 1
                                WHERE id = $1 AND status = 'running' RETURNING tasks_left""")
                        .execute(Tuple.of(task.job().id())))
                .chain(left -> left.size() == 1 && left.iterator().next().getInteger(0) == 0
                        ? ending(connection, task)
                        : Uni.createFrom().item(new Kept.Done()));
    }

    private Uni<Kept> ending(SqlConnection connection, Task task) {
        return connection
                .preparedQuery("""
                        UPDATE forecast_task SET lease = $2, worker_id = $3, attempts = 1,
                            claim_after = now() + $4 * interval '1 millisecond'
                        WHERE forecast_id = $1 AND end_ordinal = 0 RETURNING *""")
                .execute(Tuple.of(
                        task.job().id(),
                        UUID.randomUUID(),
                        worker,
                        config.lease().toMillis()))
                .map(rows -> new Kept.Last(Task.of(task.job(), rows.iterator().next())));
    }

    /// Whether anybody else waits, so that a worker which had its turn should give way.
    boolean othersWait(Task task) {
        return await(database.preparedQuery(
                        "SELECT EXISTS (SELECT FROM forecast_task WHERE claim_after <= now() AND user_id <> $1)")
                .execute(Tuple.of(task.user()))
                .map(rows -> rows.iterator().next().getBoolean(0)));
    }

    /// Gives a task back, to be tried again after a pause that doubles with each attempt.
    void retryLater(Task task) {
        int doublings = Math.clamp(task.attempts() - 1L, 0, 20);
        giveBack(task, Math.min(LONGEST_PAUSE.toMillis(), config.retryPause().toMillis() << doublings), 0);
    }

    /// Gives a task back at once, for no fault of its own.
    void release(Task task) {
        giveBack(task, 0, 1);
    }

    private void giveBack(Task task, long pauseMillis, int forgiven) {
        await(database.preparedQuery("""
                        UPDATE forecast_task SET lease = NULL, worker_id = NULL,
                            attempts = greatest(0, attempts - $5),
                            claim_after = now() + $4 * interval '1 millisecond'
                        WHERE\s""" + OWN)
                .execute(own(task).addLong(pauseMillis).addInteger(forgiven)));
    }

    /// Removes what is left of jobs that are over; nobody works on it any more.
    void removeLeftovers() {
        await(database.query("""
                        DELETE FROM forecast_task t USING forecast f
                        WHERE f.id = t.forecast_id AND f.status NOT IN ('queued', 'running')""").execute());
    }

    private static Tuple own(Task task) {
        return Tuple.tuple().addUUID(task.job().id()).addInteger(task.number()).addUUID(task.lease());
    }

    private static <T> T await(Uni<T> answer) {
        return answer.await().indefinitely();
    }
}
