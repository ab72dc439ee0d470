package dev.almanac.forecast.workflow;

import dev.almanac.forecast.job.Job;
import dev.almanac.forecast.job.JobObserver;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// A run ends with its job, in the same transaction, or is tried again.
@ApplicationScoped
class RunEnds implements JobObserver {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final RunRepository runs;
    private final WorkflowConfig config;

    RunEnds(RunRepository runs, WorkflowConfig config) {
        this.runs = runs;
        this.config = config;
    }

    @Override
    public Uni<Void> over(SqlConnection connection, Job job) {
        return runs.ofJob(connection, job.id())
                .chain(run -> run.isEmpty() ? Uni.createFrom().voidItem() : over(connection, job, run.get()));
    }

    private Uni<Void> over(SqlConnection connection, Job job, RunRepository.Ended run) {
        return switch (job.status()) {
            case "succeeded" -> runs.finished(connection, run, true, null).replaceWithVoid();
            case "cancelled" ->
                runs.finished(connection, run, false, "The job was cancelled").replaceWithVoid();
            default -> failed(connection, run, job.error()).replaceWithVoid();
        };
    }

    /// Tried again after a pause that doubles, as long as the workflow allows it.
    ///
    /// @return whether that was the last try of a run that was not over yet
    Uni<Boolean> failed(SqlConnection connection, RunRepository.Ended run, String reason) {
        if (run.tries() >= run.retries()) {
            return runs.finished(connection, run, false, reason);
        }
        long pause = config.retryPause().toMillis() << Math.min(run.tries(), 20);
        return runs.retryLater(connection, run, Duration.ofMillis(Math.min(pause, LONGEST_PAUSE.toMillis())), reason)
                .replaceWith(false);
    }
}
