package dev.almanac.forecast.workflow;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Workflows as their owners see them; every query names the owners that it may see.
@ApplicationScoped
public class WorkflowRepository {

    private final Pool database;

    WorkflowRepository(Pool database) {
        this.database = database;
    }

    /// @return empty when the owner has used the idempotency key before
    Uni<Optional<Workflow>> insert(SqlConnection connection, Workflow workflow, String idempotencyKey) {
        Tuple row = Tuple.tuple()
                .addUUID(workflow.id())
                .addUUID(workflow.owner())
                .addUUID(workflow.creator())
                .addString(workflow.name())
                .addString(workflow.type().label())
                .addString(workflow.cron())
                .addString(workflow.timezone())
                .addString(workflow.request())
                .addInteger(workflow.retries())
                .addBoolean(workflow.paused())
                .addOffsetDateTime(utc(workflow.nextRun()))
                .addOffsetDateTime(utc(workflow.createdAt()))
                .addString(idempotencyKey);
        return connection.preparedQuery("""
                        INSERT INTO workflow (id, owner_id, created_by, name, type, cron, timezone, request, retries,
                            paused, next_run_at, created_at, updated_at, idempotency_key)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12, $13)
                        ON CONFLICT (owner_id, idempotency_key) DO NOTHING RETURNING *""").execute(row).map(WorkflowRepository::first);
    }

    Uni<Optional<Workflow>> byIdempotencyKey(SqlConnection connection, UUID owner, String key) {
        return connection
                .preparedQuery("SELECT * FROM workflow WHERE owner_id = $1 AND idempotency_key = $2")
                .execute(Tuple.of(owner, key))
                .map(WorkflowRepository::first);
    }

    Uni<Long> count(SqlConnection connection, UUID owner) {
        return connection
                .preparedQuery("SELECT count(*) FROM workflow WHERE owner_id = $1")
                .execute(Tuple.of(owner))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<Optional<Workflow>> ofOwners(Set<UUID> owners, UUID id) {
        return database.preparedQuery("SELECT * FROM workflow WHERE owner_id = ANY($1) AND id = $2")
                .execute(Tuple.of(ids(owners), id))
                .map(WorkflowRepository::first);
    }

    Uni<Optional<Workflow>> locked(SqlConnection connection, Set<UUID> owners, UUID id) {
        return connection
                .preparedQuery("SELECT * FROM workflow WHERE owner_id = ANY($1) AND id = $2 FOR UPDATE")
                .execute(Tuple.of(ids(owners), id))
                .map(WorkflowRepository::first);
    }

    Uni<List<Workflow>> newest(Set<UUID> owners, UUID before, int limit) {
        return database.preparedQuery(
                        "SELECT * FROM workflow WHERE owner_id = ANY($1) AND id < $2 ORDER BY id DESC LIMIT $3")
                .execute(Tuple.of(ids(owners), before, limit))
                .map(rows -> rows.stream().map(Workflow::of).toList());
    }

    Uni<Workflow> update(SqlConnection connection, Workflow changed) {
        Tuple row = Tuple.tuple()
                .addUUID(changed.id())
                .addString(changed.name())
                .addString(changed.cron())
                .addString(changed.timezone())
                .addString(changed.request())
                .addInteger(changed.retries())
                .addBoolean(changed.paused())
                .addOffsetDateTime(utc(changed.nextRun()));
        return connection
                .preparedQuery("""
                        UPDATE workflow SET name = $2, cron = $3, timezone = $4, request = $5, retries = $6,
                            paused = $7, next_run_at = $8, revision = revision + 1, updated_at = now()
                        WHERE id = $1 RETURNING *""")
                .execute(row)
                .map(rows -> Workflow.of(rows.iterator().next()));
    }

    Uni<Void> delete(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("DELETE FROM workflow WHERE id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /// Removes everything of a user or team that is gone; what they set up for teams stops.
    public Uni<Void> erase(SqlConnection connection, UUID subject) {
        return connection
                .preparedQuery("DELETE FROM workflow WHERE owner_id = $1")
                .execute(Tuple.of(subject))
                .chain(() -> connection.preparedQuery("""
                                UPDATE workflow SET created_by = NULL, paused = true, next_run_at = NULL,
                                    revision = revision + 1
                                WHERE created_by = $1""").execute(Tuple.of(subject)))
                .replaceWithVoid();
    }

    static OffsetDateTime utc(Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static UUID[] ids(Set<UUID> owners) {
        return owners.toArray(UUID[]::new);
    }

    private static Optional<Workflow> first(RowSet<Row> rows) {
        return rows.stream().map(Workflow::of).findFirst();
    }
}
