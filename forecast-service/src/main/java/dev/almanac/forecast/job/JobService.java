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
import java.time.Instant;
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
    private final JobEnds ends;
    private final Meter meter;
    private final AuditOutbox audit;
    private final WorkerSignal signal;
    private final JobConfig config;

    JobService(
            Pool database,
            JobRepository jobs,
            JobInputs inputs,
            JobEnds ends,
            Meter meter,
            AuditOutbox audit,
            WorkerSignal signal,
            JobConfig config) {
        this.database = database;
        this.jobs = jobs;
        this.inputs = inputs;
        this.ends = ends;
        this.meter = meter;
        this.audit = audit;
        this.signal = signal;
        this.config = config;
    }

    /// A job to be done.
    ///
    /// @param creator who asks
    /// @param owner the creator, or a team of theirs
    /// @param dataset null where `brought` has the series
    /// @param details JSON of the less usual wishes, null for none
    /// @param series ids; null for all
    /// @param brought null where `dataset` has the series
    /// @param unitsPerSeries horizon x methods x windows
    /// @param pace how urgent it is
    public record Order(
            UUID creator,
            UUID owner,
            String kind,
            DatasetClient.Dataset dataset,
            ForecastOptions options,
            String details,
            List<String> series,
            List<SeriesInput> brought,
            long unitsPerSeries,
            Pace pace) {

        /// What it would cost, were every series done.
        public long units() {
            return wanted() * unitsPerSeries;
        }

        private int all() {
            return dataset == null ? brought.size() : dataset.seriesCount();
        }

        private int wanted() {
            return series == null ? all() : (int) series.stream().distinct().count();
        }
    }

    /// Something else that is written with a new job, both or none.
    public interface Also {
        Uni<Void> write(SqlConnection connection, Job job);
    }

    /// @param idempotencyKey the same key again answers the first job; null for none
    public Uni<Job> submit(Order order, String idempotencyKey) {
        return submit(
                order,
                IdempotencyKey.of(order.kind(), idempotencyKey),
                (connection, job) -> Uni.createFrom().voidItem());
    }

    /// @param also written when the job is new
    public Uni<Job> submit(Order order, String idempotencyKey, Also also) {
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
                                        .chain(() -> meter.requireRoomOnItsWay(
                                                connection, order.owner(), order.creator(), order.units()))
                                        .chain(() -> JobTasks.cut(connection, job))
                                        .chain(() -> audit.record(connection, requested(job)))
                                        .chain(() -> also.write(connection, job))
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
        return database.withTransaction(connection -> jobs.locked(connection, caller.writable(), kind, id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : delete(connection, caller.userId(), found.get()).replaceWith(true)));
    }

    private Uni<Void> delete(SqlConnection connection, UUID actor, Job job) {
        return job.isOver()
                ? jobs.hide(connection, job.id())
                        .chain(() -> audit.record(connection, changed(actor, job, "hidden", Map.of())))
                : ends.cancelled(connection, job, changed(actor, job, "cancelled", Map.of()))
                        .replaceWithVoid();
    }

    /// What became of the wish to try a job once more.
    public sealed interface Retry {
        record Queued(Job job) implements Retry {}

        record Unknown() implements Retry {}

        /// Only what failed or was cancelled can be tried again.
        record NotFailed(String status) implements Retry {}
    }

    /// Puts a job that failed or was cancelled into the queue again; series that are done stay done.
    ///
    /// @param owners whose jobs the caller may change; null for an operator
    Uni<Retry> retry(UUID actor, Set<UUID> owners, UUID id) {
        return database.withTransaction(connection -> JobTasks.lock(connection, id)
                        .chain(() -> jobs.locked(connection, owners, null, id))
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().<Retry>item(new Retry.Unknown())
                                : retry(connection, actor, found.get())))
                .invoke(signal::jobsMayWait);
    }

    private Uni<Retry> retry(SqlConnection connection, UUID actor, Job job) {
        if (!job.status().equals("failed") && !job.status().equals("cancelled")) {
            return Uni.createFrom().item(new Retry.NotFailed(job.status()));
        }
        return jobs.requeue(connection, job.id(), Instant.now().plus(config.longest()))
                .call(queued ->
                        meter.requireRoomOnItsWay(connection, queued.owner(), queued.creator(), queued.unitsLeft()))
                .call(queued -> JobTasks.cut(connection, queued))
                .call(() -> audit.record(connection, changed(actor, job, "retried", Map.of())))
                .map(Retry.Queued::new);
    }

    /// Stops a job that waits or runs.
    ///
    /// @param owners whose jobs the caller may change; null for an operator
    /// @return false when there is no such job, or it is over
    Uni<Boolean> cancel(UUID actor, Set<UUID> owners, UUID id) {
        return database.withTransaction(connection -> jobs.locked(connection, owners, null, id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : ends.cancelled(connection, found.get(), changed(actor, found.get(), "cancelled", Map.of()))
                                .map(Optional::isPresent)));
    }

    /// Writes down that all results of a job were taken out.
    Uni<Void> downloaded(UUID actor, Job job) {
        return database.withTransaction(
                connection -> audit.record(connection, changed(actor, job, "downloaded", Map.of())));
    }

    private static AuditEvent changed(UUID actor, Job job, String what, Map<String, Object> data) {
        return AuditEvent.by(actor, job.owner(), job.kind() + "." + what, job.kind() + "/" + job.id(), data, Map.of());
    }

    private Job queued(Order order) {
        List<String> wanted = order.series() == null
                ? null
                : order.series().stream().distinct().toList();
        DatasetClient.Dataset dataset = order.dataset();
        boolean together = order.options().details().hierarchy() != null;
        Instant now = Moments.now();
        Instant deadline = order.pace().deadline() == null
                ? now.plus(config.longest())
                : order.pace().deadline();
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
                now,
                null,
                null,
                0,
                order.wanted(),
                0,
                0,
                order.pace().priority().rank(),
                deadline,
                order.all(),
                together ? Math.max(1, order.all()) : config.chunk(),
                order.unitsPerSeries(),
                false,
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
        return changed(job.creator(), job, "requested", data);
    }
}
