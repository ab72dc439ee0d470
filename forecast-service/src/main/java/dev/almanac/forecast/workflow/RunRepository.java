package dev.almanac.forecast.workflow;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Runs of workflows. The table itself allows one unfinished run of a workflow at a time, and one run for each time of
/// its schedule, whatever the number of replicas.
@ApplicationScoped
class RunRepository {

    private final Pool database;

    RunRepository(Pool database) {
        this.database = database;
    }

    Uni<List<WorkflowRun>> newest(UUID workflow, UUID before, int limit) {
        return database.preparedQuery(
                        "SELECT * FROM workflow_run WHERE workflow_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3")
                .execute(Tuple.of(workflow, before, limit))
                .map(rows -> rows.stream().map(WorkflowRun::of).toList());
    }

    /// @return empty when one of the workflow is not done
    Uni<Optional<WorkflowRun>> insertDue(
            SqlConnection connection, UUID id, Workflow workflow, String trigger, Instant due, int missed) {
        return connection
                .preparedQuery("""
                        INSERT INTO workflow_run (id, workflow_id, type, due_at, trigger, status, missed, claim_after)
                        VALUES ($1, $2, $3, $4, $5, 'due', $6, now()) ON CONFLICT DO NOTHING RETURNING *""")
                .execute(Tuple.of(
                        id, workflow.id(), workflow.type().label(), WorkflowRepository.utc(due), trigger, missed))
                .map(RunRepository::first);
    }

    Uni<Void> insertSkipped(SqlConnection connection, UUID id, Workflow workflow, Instant due, int missed) {
        return connection
                .preparedQuery("""
                        INSERT INTO workflow_run (id, workflow_id, type, due_at, trigger, status, missed, finished_at,
                            error)
                        VALUES ($1, $2, $3, $4, 'schedule', 'skipped', $5, now(), 'The run before was not done')
                        ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(id, workflow.id(), workflow.type().label(), WorkflowRepository.utc(due), missed))
                .replaceWithVoid();
    }

    /// A run that is due, and its workflow; nobody else starts it within the lease.
    Uni<Optional<Due>> claim(Duration lease) {
        return database.preparedQuery("""
                        WITH claimed AS (
                            UPDATE workflow_run SET claim_after = now() + $1 * interval '1 millisecond'
                            WHERE id = (SELECT id FROM workflow_run WHERE status = 'due' AND claim_after <= now()
                                ORDER BY claim_after LIMIT 1 FOR UPDATE SKIP LOCKED)
                            RETURNING id AS run_id, tries, workflow_id)
                        SELECT w.*, c.run_id, c.tries FROM claimed c JOIN workflow w ON w.id = c.workflow_id""")
                .execute(Tuple.of(lease.toMillis()))
                .map(rows -> rows.stream()
                        .map(row -> new Due(Workflow.of(row), row.getUUID("run_id"), row.getInteger("tries")))
                        .findFirst());
    }

    /// @param tries that failed before
    record Due(Workflow workflow, UUID run, int tries) {}

    Uni<Void> started(SqlConnection connection, UUID run, UUID job) {
        return connection
                .preparedQuery("""
                        UPDATE workflow_run SET status = 'running', job_id = $2, claim_after = NULL,
                            started_at = coalesce(started_at, now())
                        WHERE id = $1 AND status = 'due'""")
                .execute(Tuple.of(run, job))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new IllegalStateException("The run was ended meanwhile"); // its job is not made then
                    }
                })
                .replaceWithVoid();
    }

    /// What waits for its time or its next try does not run any more.
    Uni<Void> endWaiting(SqlConnection connection, UUID workflow) {
        return connection.preparedQuery("""
                        UPDATE workflow_run SET status = 'failed', error = 'The workflow was paused',
                            finished_at = now(), claim_after = NULL
                        WHERE workflow_id = $1 AND status = 'due' AND (trigger = 'schedule' OR tries > 0)""").execute(Tuple.of(workflow)).replaceWithVoid();
    }

    /// What waits for its next try is tried at once.
    ///
    /// @return empty when nothing waits
    Uni<Optional<WorkflowRun>> hasten(SqlConnection connection, UUID workflow) {
        return connection.preparedQuery("""
                        UPDATE workflow_run SET claim_after = now()
                        WHERE workflow_id = $1 AND status = 'due' AND tries > 0 RETURNING *""").execute(Tuple.of(workflow)).map(RunRepository::first);
    }

    /// The run whose job is over, which nobody else changes until the transaction ends.
    Uni<Optional<Ended>> ofJob(SqlConnection connection, UUID job) {
        return connection
                .preparedQuery("""
                        SELECT r.id, r.tries, CASE WHEN w.paused AND r.trigger = 'schedule' THEN 0 ELSE w.retries END
                            AS retries
                        FROM workflow_run r JOIN workflow w ON w.id = r.workflow_id
                        WHERE r.job_id = $1 AND r.status = 'running' FOR UPDATE OF r""")
                .execute(Tuple.of(job))
                .map(rows -> rows.stream()
                        .map(row -> new Ended(
                                row.getUUID("id"), "running", row.getInteger("tries"), row.getInteger("retries")))
                        .findFirst());
    }

    /// One try that came to its end.
    ///
    /// @param status `running` where there was a job, else `due`
    /// @param retries that the workflow allows
    record Ended(UUID run, String status, int tries, int retries) {}

    /// @return false when it was over already, or is somebody else's to end
    Uni<Boolean> finished(SqlConnection connection, Ended run, boolean well, String error) {
        return connection
                .preparedQuery("""
                        UPDATE workflow_run SET status = $2, error = $3, finished_at = now(), claim_after = NULL
                        WHERE id = $1 AND status = $4 AND tries = $5""")
                .execute(Tuple.of(run.run(), well ? "succeeded" : "failed", error, run.status(), run.tries()))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Void> retryLater(SqlConnection connection, Ended run, Duration pause, String error) {
        return connection
                .preparedQuery("""
                        UPDATE workflow_run SET status = 'due', tries = tries + 1, error = $3,
                            claim_after = now() + $2 * interval '1 millisecond'
                        WHERE id = $1 AND status = $4 AND tries = $5""")
                .execute(Tuple.of(run.run(), pause.toMillis(), error, run.status(), run.tries()))
                .replaceWithVoid();
    }

    /// Ends that no replica has counted yet; from now on this one has.
    Uni<List<Counted>> count() {
        return database.query("""
                        UPDATE workflow_run SET counted = true WHERE id IN (
                            SELECT id FROM workflow_run WHERE NOT counted AND status IN ('succeeded', 'failed')
                            LIMIT 500 FOR UPDATE SKIP LOCKED)
                        RETURNING type, status = 'succeeded' AS well""")
                .execute()
                .map(rows -> rows.stream()
                        .map(row -> new Counted(row.getString("type"), row.getBoolean("well")))
                        .toList());
    }

    record Counted(String type, boolean well) {}

    private static Optional<WorkflowRun> first(RowSet<Row> rows) {
        return rows.stream().map(WorkflowRun::of).findFirst();
    }
}
