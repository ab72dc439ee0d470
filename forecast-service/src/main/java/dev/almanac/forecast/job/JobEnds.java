package dev.almanac.forecast.job;

import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The end of a job, however it comes: told to the audit log and to all who wait for it, in the transaction of the
/// change, so once.
@ApplicationScoped
class JobEnds {

    private static final String UNFINISHED = " WHERE id = $1 AND status IN ('queued', 'running') RETURNING *";

    private final AuditOutbox audit;
    private final List<JobObserver> observers;

    JobEnds(AuditOutbox audit, @All List<JobObserver> observers) {
        this.audit = audit;
        this.observers = observers;
    }

    /// @return the job as it is now; empty when it was over already
    Uni<Optional<Job>> succeeded(SqlConnection connection, Job job, JobKind.Ending ending) {
        Tuple row = Tuple.tuple()
                .addUUID(job.id())
                .addString(ending.engineVersion())
                .addString(ending.resultSha256())
                .addString(ending.metrics())
                .addString(ending.sealKind())
                .addUUID(ending.event().id());
        return ended(connection, """
                UPDATE forecast SET status = 'succeeded', finished_at = now(), progress_seq = progress_seq + 1,
                    total = done, engine_version = $2, result_sha256 = $3, metrics = $4, seal_kind = $5,
                    seal_event = $6""", row, ending.event());
    }

    /// @param reason for the person
    /// @param parked whether the reason does not lie in the job, so that trying again may help
    Uni<Optional<Job>> failed(SqlConnection connection, Job job, String reason, boolean parked) {
        AuditEvent event = AuditEvent.by(
                job.creator(),
                job.owner(),
                job.kind() + ".failed",
                job.kind() + "/" + job.id(),
                Map.of(),
                Map.of("reason", reason));
        return ended(connection, """
                UPDATE forecast SET status = 'failed', finished_at = now(), progress_seq = progress_seq + 1,
                    error = $2, parked = $3""", Tuple.of(job.id(), reason, parked), event);
    }

    /// @param event who cancelled it
    Uni<Optional<Job>> cancelled(SqlConnection connection, Job job, AuditEvent event) {
        return ended(connection, """
                UPDATE forecast SET status = 'cancelled', finished_at = now(), progress_seq = progress_seq + 1""", Tuple.of(job.id()), event);
    }

    private Uni<Optional<Job>> ended(SqlConnection connection, String update, Tuple row, AuditEvent event) {
        return connection
                .preparedQuery(update + UNFINISHED)
                .execute(row)
                .map(rows -> rows.stream().map(Job::of).findFirst())
                .call(job -> job.isEmpty() ? Uni.createFrom().voidItem() : told(connection, job.get(), event));
    }

    private Uni<Void> told(SqlConnection connection, Job job, AuditEvent event) {
        Uni<Void> told = audit.record(connection, event);
        for (JobObserver observer : observers) {
            told = told.chain(() -> observer.over(connection, job));
        }
        return told;
    }
}
