package dev.almanac.forecast.job;

import dev.almanac.forecast.series.ForecastOptions;
import dev.almanac.kit.Ids;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Puts forecasts into the queue and takes them out of sight; the workers do the rest.
@ApplicationScoped
class ForecastService {

    private final Pool database;
    private final ForecastRepository forecasts;
    private final AuditOutbox audit;
    private final WorkerSignal signal;

    ForecastService(Pool database, ForecastRepository forecasts, AuditOutbox audit, WorkerSignal signal) {
        this.database = database;
        this.forecasts = forecasts;
        this.audit = audit;
        this.signal = signal;
    }

    /// @param series ids; null for all
    /// @param idempotencyKey the same key again answers the first forecast; null for none
    Uni<ForecastJob> submit(
            UUID owner,
            DatasetClient.Dataset dataset,
            ForecastOptions options,
            List<String> series,
            String idempotencyKey) {
        ForecastJob job = queued(owner, dataset, options, series);
        return database.withTransaction(connection -> forecasts
                        .insert(connection, job, idempotencyKey)
                        .chain(inserted -> inserted.isPresent()
                                ? audit.record(connection, requested(job)).replaceWith(inserted)
                                : Uni.createFrom().item(inserted)))
                .chain(inserted -> inserted.isPresent()
                        ? Uni.createFrom().item(inserted.get())
                        : forecasts.byIdempotencyKey(owner, idempotencyKey).map(Optional::orElseThrow))
                .invoke(signal::jobsMayWait);
    }

    /// Cancels a job that runs, hides one that is over.
    ///
    /// @return false when the owner has no such forecast
    Uni<Boolean> delete(UUID owner, UUID id) {
        return database.withTransaction(connection -> forecasts
                .cancel(connection, owner, id)
                .chain(cancelled -> cancelled
                        ? audit.record(connection, event(owner, "forecast.cancelled", id))
                                .replaceWith(true)
                        : forecasts
                                .hide(connection, owner, id)
                                .chain(hidden -> hidden
                                        ? audit.record(connection, event(owner, "forecast.hidden", id))
                                                .replaceWith(true)
                                        : Uni.createFrom().item(false))));
    }

    private static ForecastJob queued(
            UUID owner, DatasetClient.Dataset dataset, ForecastOptions options, List<String> series) {
        List<String> wanted = series == null ? null : series.stream().distinct().toList();
        return new ForecastJob(
                Ids.next(),
                owner,
                "queued",
                new ForecastJob.Source(
                        dataset.id(), dataset.version(), dataset.name(), dataset.sha256(), dataset.seriesSha256()),
                options,
                wanted,
                Instant.now().truncatedTo(ChronoUnit.MICROS),
                null,
                null,
                0,
                wanted == null ? dataset.seriesCount() : wanted.size(),
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                new ForecastJob.Seal(null, null));
    }

    private static AuditEvent requested(ForecastJob job) {
        Map<String, Object> data = Map.of(
                "dataset", job.source().datasetId().toString(),
                "dataset_sha256", job.source().datasetSha256(),
                "series", job.total(),
                "horizon", job.options().horizon(),
                "model", job.options().model());
        return AuditEvent.of(job.owner(), "forecast.requested", "forecast/" + job.id(), data, Map.of());
    }

    private static AuditEvent event(UUID owner, String type, UUID id) {
        return AuditEvent.of(owner, type, "forecast/" + id, Map.of(), Map.of());
    }
}
