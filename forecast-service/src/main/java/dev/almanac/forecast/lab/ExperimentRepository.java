package dev.almanac.forecast.lab;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Experiments as their owners see them, each with its backtest.
@ApplicationScoped
class ExperimentRepository {

    private static final String WITH_JOB = """
            SELECT e.*, j.status, j.error, j.dataset_id, j.dataset_version, j.dataset_sha256, j.engine_version,
                j.metrics, j.finished_at
            FROM experiment e JOIN forecast j ON j.id = e.job_id\s""";

    private final Pool database;

    ExperimentRepository(Pool database) {
        this.database = database;
    }

    Uni<Void> insert(
            SqlConnection connection,
            UUID id,
            UUID owner,
            UUID creator,
            UUID job,
            String parameters,
            ExperimentRequest request,
            String idempotencyKey) {
        return connection
                .preparedQuery("""
                        INSERT INTO experiment (id, owner_id, created_by, name, parameters, notes, job_id, created_at,
                            idempotency_key)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, now(), $8)""")
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addUUID(owner)
                        .addUUID(creator)
                        .addString(request.name())
                        .addString(parameters)
                        .addString(request.notes())
                        .addUUID(job)
                        .addString(idempotencyKey))
                .replaceWithVoid();
    }

    Uni<Optional<Experiment>> ofJob(UUID owner, UUID job) {
        return database.preparedQuery(WITH_JOB + "WHERE e.owner_id = $1 AND e.job_id = $2")
                .execute(Tuple.of(owner, job))
                .map(rows -> rows.stream().map(Experiment::of).findFirst());
    }

    Uni<Optional<Experiment>> ofOwners(Set<UUID> owners, UUID id) {
        return ofOwners(database, owners, id);
    }

    Uni<Optional<Experiment>> ofOwners(SqlClient client, Set<UUID> owners, UUID id) {
        return client.preparedQuery(WITH_JOB + "WHERE e.owner_id = ANY($1) AND e.id = $2")
                .execute(Tuple.of(ids(owners), id))
                .map(rows -> rows.stream().map(Experiment::of).findFirst());
    }

    Uni<List<Experiment>> named(Set<UUID> owners, List<UUID> ids) {
        return database.preparedQuery(WITH_JOB + "WHERE e.owner_id = ANY($1) AND e.id = ANY($2) ORDER BY e.id")
                .execute(Tuple.of(ids(owners), ids.toArray(UUID[]::new)))
                .map(rows -> rows.stream().map(Experiment::of).toList());
    }

    Uni<List<Experiment>> newest(Set<UUID> owners, UUID before, int limit) {
        return database.preparedQuery(WITH_JOB + "WHERE e.owner_id = ANY($1) AND e.id < $2 ORDER BY e.id DESC LIMIT $3")
                .execute(Tuple.of(ids(owners), before, limit))
                .map(rows -> rows.stream().map(Experiment::of).toList());
    }

    /// @return false when there is none that these may change
    Uni<Boolean> note(Set<UUID> owners, UUID id, String notes) {
        return database.preparedQuery("UPDATE experiment SET notes = $3 WHERE owner_id = ANY($1) AND id = $2")
                .execute(Tuple.of(ids(owners), id, notes))
                .map(rows -> rows.rowCount() == 1);
    }

    private static UUID[] ids(Set<UUID> owners) {
        return owners.toArray(UUID[]::new);
    }
}
