package dev.almanac.forecast.job;

import dev.almanac.kit.audit.AuditAcknowledgement;
import dev.almanac.kit.erasure.ErasedOwners;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Jobs as their owners see them; every query of a request names the owners that it may see: a person and their teams.
@ApplicationScoped
public class JobRepository implements AuditAcknowledgement {

    private final Pool database;

    JobRepository(Pool database) {
        this.database = database;
    }

    /// @return empty when the owner has used the idempotency key before
    Uni<Optional<Job>> insert(SqlConnection connection, Job job, String idempotencyKey) {
        Tuple row = Tuple.tuple()
                .addUUID(job.id())
                .addUUID(job.owner())
                .addUUID(job.source().datasetId())
                .addInteger(job.source().version())
                .addString(job.source().name())
                .addString(job.source().datasetSha256())
                .addString(job.source().seriesSha256())
                .addInteger(job.options().horizon())
                .addArrayOfDouble(job.options().levels().toArray(Double[]::new))
                .addString(job.options().model())
                .addInteger(job.options().windows())
                .addArrayOfString(job.series() == null ? null : job.series().toArray(String[]::new))
                .addString(idempotencyKey)
                .addOffsetDateTime(job.createdAt().atOffset(ZoneOffset.UTC))
                .addInteger(job.total())
                .addString(job.kind())
                .addUUID(job.creator())
                .addInteger(job.priority())
                .addOffsetDateTime(job.deadline().atOffset(ZoneOffset.UTC))
                .addInteger(job.ordinals())
                .addInteger(job.chunk())
                .addLong(job.unitsPerSeries());
        return connection.preparedQuery("""
                        INSERT INTO forecast (status, id, owner_id, dataset_id, dataset_version, dataset_name,
                            dataset_sha256, series_sha256, horizon, levels, model, backtest_windows, series_filter,
                            idempotency_key, created_at, total, kind, created_by, priority, deadline, ordinals, chunk,
                            units_per_series)
                        VALUES ('queued', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                            $18, $19, $20, $21, $22)
                        ON CONFLICT (owner_id, idempotency_key) DO NOTHING RETURNING *""").execute(row).map(JobRepository::first);
    }

    public Uni<Optional<Job>> ofOwners(Set<UUID> owners, String kind, UUID id) {
        return database.preparedQuery("""
                        SELECT * FROM forecast
                        WHERE owner_id = ANY($1) AND kind = $2 AND id = $3 AND hidden_at IS NULL""")
                .execute(Tuple.of(ids(owners), kind, id))
                .map(JobRepository::first);
    }

    /// Whatever its kind.
    Uni<Optional<Job>> ofOwners(Set<UUID> owners, UUID id) {
        return database.preparedQuery(
                        "SELECT * FROM forecast WHERE owner_id = ANY($1) AND id = $2 AND hidden_at IS NULL")
                .execute(Tuple.of(ids(owners), id))
                .map(JobRepository::first);
    }

    Uni<Optional<Job>> byIdempotencyKey(UUID owner, String key) {
        return database.preparedQuery("SELECT * FROM forecast WHERE owner_id = $1 AND idempotency_key = $2")
                .execute(Tuple.of(owner, key))
                .map(JobRepository::first);
    }

    /// @param dataset null for those of all datasets
    public Uni<List<Job>> newest(Set<UUID> owners, String kind, UUID dataset, UUID before, int limit) {
        return database.preparedQuery("""
                        SELECT * FROM forecast WHERE owner_id = ANY($1) AND kind = $2 AND hidden_at IS NULL AND id < $3
                            AND ($4::uuid IS NULL OR dataset_id = $4) ORDER BY id DESC LIMIT $5""")
                .execute(Tuple.of(ids(owners), kind, before, dataset, limit))
                .map(JobRepository::all);
    }

    /// Jobs that somebody watches, whoever owns them: the watchers were checked when they came.
    Uni<List<Job>> watched(List<UUID> ids) {
        return database.preparedQuery("SELECT * FROM forecast WHERE id = ANY($1)")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(JobRepository::all);
    }

    /// A job that is about to be changed: nobody else changes it until the transaction ends.
    ///
    /// @param owners null for anybody's
    /// @param kind null for any
    Uni<Optional<Job>> locked(SqlConnection connection, Set<UUID> owners, String kind, UUID id) {
        return connection
                .preparedQuery("""
                        SELECT * FROM forecast WHERE ($1::uuid[] IS NULL OR owner_id = ANY($1))
                            AND ($2::text IS NULL OR kind = $2) AND id = $3 AND hidden_at IS NULL FOR UPDATE""")
                .execute(Tuple.of(owners == null ? null : ids(owners), kind, id))
                .map(JobRepository::first);
    }

    /// A job that is over is out of sight from now on.
    Uni<Void> hide(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("UPDATE forecast SET hidden_at = now() WHERE id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /// A job that is over waits once more.
    Uni<Job> requeue(SqlConnection connection, UUID id, Instant deadline) {
        return connection
                .preparedQuery("""
                        UPDATE forecast SET status = 'queued', error = NULL, parked = false, finished_at = NULL,
                            started_at = NULL, done_before = done, deadline = $2, progress_seq = progress_seq + 1
                        WHERE id = $1 RETURNING *""")
                .execute(Tuple.of(id, deadline.atOffset(ZoneOffset.UTC)))
                .map(rows -> Job.of(rows.iterator().next()));
    }

    /// Jobs for monitoring, of all kinds.
    ///
    /// @param owners null for everybody's
    /// @param status null for any
    Uni<List<Job>> monitored(Set<UUID> owners, String status, UUID before, int limit) {
        return database.preparedQuery("""
                        SELECT * FROM forecast WHERE ($1::uuid[] IS NULL OR owner_id = ANY($1)) AND hidden_at IS NULL
                            AND ($2::text IS NULL OR status = $2) AND id < $3 ORDER BY id DESC LIMIT $4""")
                .execute(Tuple.of(owners == null ? null : ids(owners), status, before, limit))
                .map(JobRepository::all);
    }

    @Override
    public Uni<Void> logged(SqlConnection connection, List<Logged> events) {
        UUID[] ids = events.stream().map(Logged::id).toArray(UUID[]::new);
        Long[] places = events.stream().map(Logged::seq).toArray(Long[]::new);
        return connection.preparedQuery("""
                        UPDATE forecast f SET seal_seq = l.seq, progress_seq = f.progress_seq + 1
                        FROM unnest($1::uuid[], $2::bigint[]) AS l(id, seq)
                        WHERE f.seal_event = l.id AND f.seal_seq IS NULL""").execute(Tuple.of(ids, places)).replaceWithVoid();
    }

    /// Removes everything of a user or team that is gone.
    ///
    /// @return how many jobs
    public Uni<Integer> erase(SqlConnection connection, UUID subject) {
        return ErasedOwners.remember(connection, subject)
                .chain(() -> connection
                        .preparedQuery("UPDATE forecast SET created_by = NULL WHERE created_by = $1")
                        .execute(Tuple.of(subject)))
                .chain(() -> connection
                        .preparedQuery("DELETE FROM forecast_turn WHERE user_id = $1")
                        .execute(Tuple.of(subject)))
                .chain(() -> connection
                        .preparedQuery("DELETE FROM forecast WHERE owner_id = $1")
                        .execute(Tuple.of(subject)))
                .map(RowSet::rowCount);
    }

    private static UUID[] ids(Set<UUID> owners) {
        return owners.toArray(UUID[]::new);
    }

    private static Optional<Job> first(RowSet<Row> rows) {
        return all(rows).stream().findFirst();
    }

    private static List<Job> all(RowSet<Row> rows) {
        return rows.stream().map(Job::of).toList();
    }
}
