package dev.almanac.forecast.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;

/// How a worker ends a job: only while the task is its own. All methods block.
@ApplicationScoped
class JobOutcomes {

    private final Pool database;
    private final JobEnds ends;
    private final ResultStore results;
    private final MeterRegistry metrics;

    JobOutcomes(Pool database, JobEnds ends, ResultStore results, MeterRegistry metrics) {
        this.database = database;
        this.ends = ends;
        this.results = results;
        this.metrics = metrics;
    }

    void succeed(Task task, JobKind kind, String details) {
        Job job = task.job();
        JobKind.Ending ending = kind.ending(job, details, results);
        if (ending.series() == 0) {
            fail(task, "The dataset has none of the series that were asked for");
            return;
        }
        if (end(task, connection -> ends.succeeded(connection, job, ending))) {
            metrics.counter("forecast_jobs_completed_total").increment();
        }
    }

    /// The job cannot be done, ever.
    void fail(Task task, String reason) {
        fail(task, reason, false);
    }

    /// The job is put aside for an operator.
    void park(Task task, String reason) {
        fail(task, reason, true);
    }

    private void fail(Task task, String reason, boolean parked) {
        if (end(task, connection -> ends.failed(connection, task.job(), reason, parked))) {
            metrics.counter("forecast_jobs_failed_total").increment();
        }
    }

    /// @return false when another worker has the task, or the job is over
    private boolean end(Task task, Function<SqlConnection, Uni<Optional<Job>>> change) {
        return database.withTransaction(connection -> connection
                        .preparedQuery(
                                "DELETE FROM forecast_task WHERE forecast_id = $1 AND number = $2 AND lease = $3")
                        .execute(Tuple.of(task.job().id(), task.number(), task.lease()))
                        .chain(mine -> mine.rowCount() == 0
                                ? Uni.createFrom().item(false)
                                : change.apply(connection).map(Optional::isPresent)))
                .await()
                .indefinitely();
    }
}
