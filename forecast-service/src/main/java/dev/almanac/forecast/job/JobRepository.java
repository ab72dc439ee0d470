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
                .addUUID(job.creator());
        return connection.preparedQuery("""
                        INSERT INTO forecast (status, id, owner_id, dataset_id, dataset_version, dataset_name,
                            dataset_sha256, series_sha256, horizon, levels, model, backtest_windows, series_filter,
                            idempotency_key, created_at, total, kind, created_by)
                        VALUES ('queued', $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
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

    /// Stops a job that is not over; its worker notices at its next write.
    ///
    /// @return whose it was; empty when there was none to stop
    Uni<Optional<UUID>> cancel(SqlConnection connection, Set<UUID> owners, String kind, UUID id) {
        return connection
                .preparedQuery("""
                        UPDATE forecast SET status = 'cancelled', finished_at = now(), lease = NULL,
                            progress_seq = progress_seq + 1
                        WHERE owner_id = ANY($1) AND id = $2 AND kind = $3 AND status IN ('queued', 'running')
                        RETURNING owner_id""")
                .execute(Tuple.of(ids(owners), id, kind))
                .map(JobRepository::owner);
    }

    /// @return whose it was; empty when there was none to hide
    Uni<Optional<UUID>> hide(SqlConnection connection, Set<UUID> owners, String kind, UUID id) {
        return connection
                .preparedQuery("""
                        UPDATE forecast SET hidden_at = now()
                        WHERE owner_id = ANY($1) AND id = $2 AND kind = $3 AND hidden_at IS NULL
                            AND status NOT IN ('queued', 'running')
                        RETURNING owner_id""")
                .execute(Tuple.of(ids(owners), id, kind))
                .map(JobRepository::owner);
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
                        .preparedQuery("DELETE FROM forecast WHERE owner_id = $1")
                        .execute(Tuple.of(subject)))
                .map(RowSet::rowCount);
    }

    private static UUID[] ids(Set<UUID> owners) {
        return owners.toArray(UUID[]::new);
    }

    private static Optional<UUID> owner(RowSet<Row> rows) {
        return rows.stream().map(row -> row.getUUID(0)).findFirst();
    }

    private static Optional<Job> first(RowSet<Row> rows) {
        return all(rows).stream().findFirst();
    }

    private static List<Job> all(RowSet<Row> rows) {
        return rows.stream().map(Job::of).toList();
    }
}
