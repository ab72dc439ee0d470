package dev.almanac.forecast.job;

import dev.almanac.forecast.dataset.DatasetClient;
import dev.almanac.forecast.series.ForecastOptions;
import dev.almanac.forecast.series.SeriesInput;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.erasure.ErasedOwners;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Puts jobs into the queue and takes them out of sight; the workers do the rest.
@ApplicationScoped
public class JobService {

    private final Pool database;
    private final JobRepository jobs;
    private final JobInputs inputs;
    private final AuditOutbox audit;
    private final WorkerSignal signal;

    JobService(Pool database, JobRepository jobs, JobInputs inputs, AuditOutbox audit, WorkerSignal signal) {
        this.database = database;
        this.jobs = jobs;
        this.inputs = inputs;
        this.audit = audit;
        this.signal = signal;
    }

    /// A job to be done.
    ///
    /// @param creator who asks
    /// @param owner the creator, or a team of theirs
    /// @param dataset null where `brought` has the series
    /// @param details JSON of the less usual wishes, null for none
    /// @param series ids; null for all
    /// @param brought null where `dataset` has the series
    public record Order(
            UUID creator,
            UUID owner,
            String kind,
            DatasetClient.Dataset dataset,
            ForecastOptions options,
            String details,
            List<String> series,
            List<SeriesInput> brought) {}

    /// @param idempotencyKey the same key again answers the first job; null for none
    public Uni<Job> submit(Order order, String idempotencyKey) {
        Job job = queued(order);
        return database.withTransaction(connection -> ErasedOwners.mayKeep(connection, order.owner())
                        .invoke(may -> {
                            if (!may) {
                                throw CommonProblem.NOT_FOUND.because("The account or team is gone");
                            }
                        })
                        .chain(() -> jobs.insert(connection, job, idempotencyKey))
                        .chain(inserted -> inserted.isPresent()
                                ? inputs.keep(connection, job.id(), order.details(), order.brought())
                                        .chain(() -> audit.record(connection, requested(job)))
                                        .replaceWith(inserted)
                                : Uni.createFrom().item(inserted)))
                .chain(inserted -> inserted.isPresent()
                        ? Uni.createFrom().item(inserted.get())
                        : jobs.byIdempotencyKey(order.owner(), idempotencyKey).map(Optional::orElseThrow))
                .invoke(signal::jobsMayWait);
    }

    /// Cancels a job that runs, hides one that is over.
    ///
    /// @param caller changes jobs of their own and of teams where they may
    /// @return false when there is no such job
    public Uni<Boolean> delete(Caller caller, String kind, UUID id) {
        Set<UUID> owners = caller.writable();
        return database.withTransaction(connection -> jobs.cancel(connection, owners, kind, id)
                .chain(cancelled -> cancelled.isPresent()
                        ? told(connection, caller, cancelled.get(), kind + ".cancelled", kind + "/" + id)
                        : jobs.hide(connection, owners, kind, id)
                                .chain(hidden -> hidden.isPresent()
                                        ? told(connection, caller, hidden.get(), kind + ".hidden", kind + "/" + id)
                                        : Uni.createFrom().item(false))));
    }

    /// Writes down that all results of a job were taken out.
    Uni<Void> downloaded(UUID actor, Job job) {
        AuditEvent event = AuditEvent.by(
                actor, job.owner(), job.kind() + ".downloaded", job.kind() + "/" + job.id(), Map.of(), Map.of());
        return database.withTransaction(connection -> audit.record(connection, event));
    }

    private Uni<Boolean> told(SqlConnection connection, Caller caller, UUID owner, String type, String subject) {
        AuditEvent event = AuditEvent.by(caller.userId(), owner, type, subject, Map.of(), Map.of());
        return audit.record(connection, event).replaceWith(true);
    }

    private static Job queued(Order order) {
        List<String> wanted = order.series() == null
                ? null
                : order.series().stream().distinct().toList();
        DatasetClient.Dataset dataset = order.dataset();
        int all = dataset == null ? order.brought().size() : dataset.seriesCount();
        return new Job(
                Ids.next(),
                order.owner(),
                order.creator(),
                order.kind(),
                "queued",
                dataset == null
                        ? new Job.Source(null, null, null, null, null)
                        : new Job.Source(
                                dataset.id(),
                                dataset.version(),
                                dataset.name(),
                                dataset.sha256(),
                                dataset.seriesSha256()),
                order.options(),
                wanted,
                Moments.now(),
                null,
                null,
                0,
                wanted == null ? all : wanted.size(),
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                new Job.Seal(null, null));
    }

    private static AuditEvent requested(Job job) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (job.source().datasetId() != null) {
            data.put("dataset", job.source().datasetId().toString());
            data.put("dataset_sha256", job.source().datasetSha256());
        }
        data.put("series", job.total());
        data.put("horizon", job.options().horizon());
        data.put("model", job.options().model());
        return AuditEvent.by(
                job.creator(), job.owner(), job.kind() + ".requested", job.kind() + "/" + job.id(), data, Map.of());
    }
}
