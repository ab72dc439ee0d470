package dev.almanac.forecast.job;

import dev.almanac.forecast.dataset.DatasetClient;
import dev.almanac.forecast.series.ForecastOptions;
import dev.almanac.forecast.series.SeriesInput;
import dev.almanac.kit.Ids;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /// @param dataset null where `brought` has the series
    /// @param details JSON of the less usual wishes, null for none
    /// @param series ids; null for all
    /// @param brought null where `dataset` has the series
    public record Order(
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
        return database.withTransaction(connection -> jobs.insert(connection, job, idempotencyKey)
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
    /// @return false when the owner has no such job
    public Uni<Boolean> delete(UUID owner, String kind, UUID id) {
        return database.withTransaction(connection -> jobs.cancel(connection, owner, kind, id)
                .chain(cancelled -> cancelled
                        ? audit.record(connection, event(owner, kind, "cancelled", id))
                                .replaceWith(true)
                        : jobs.hide(connection, owner, kind, id)
                                .chain(hidden -> hidden
                                        ? audit.record(connection, event(owner, kind, "hidden", id))
                                                .replaceWith(true)
                                        : Uni.createFrom().item(false))));
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
                Instant.now().truncatedTo(ChronoUnit.MICROS),
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
        return AuditEvent.of(job.owner(), job.kind() + ".requested", job.kind() + "/" + job.id(), data, Map.of());
    }

    private static AuditEvent event(UUID owner, String kind, String what, UUID id) {
        return AuditEvent.of(owner, kind + "." + what, kind + "/" + id, Map.of(), Map.of());
    }
}
