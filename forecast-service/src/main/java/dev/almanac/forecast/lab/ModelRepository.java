package dev.almanac.forecast.lab;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Models and their versions as their owners see them; every query names the owners that it may see.
@ApplicationScoped
public class ModelRepository {

    private static final String WITH_COUNTS = """
            SELECT m.*, (SELECT count(*)::int FROM model_version v WHERE v.model_id = m.id) AS versions,
                (SELECT v.version FROM model_version v WHERE v.model_id = m.id AND v.stage = 'production') AS production
            FROM model m\s""";

    private final Pool database;

    ModelRepository(Pool database) {
        this.database = database;
    }

    /// @return false when the owner has a model of this name
    Uni<Boolean> insert(SqlConnection connection, UUID id, UUID owner, UUID creator, String name, String kind) {
        return connection
                .preparedQuery("""
                        INSERT INTO model (id, owner_id, created_by, name, kind, created_at)
                        VALUES ($1, $2, $3, $4, $5, now()) ON CONFLICT DO NOTHING""")
                .execute(Tuple.of(id, owner, creator, name, kind))
                .map(rows -> rows.rowCount() == 1);
    }

    Uni<Optional<ModelView>> ofOwners(Set<UUID> owners, UUID id) {
        return ofOwners(database, owners, id);
    }

    Uni<Optional<ModelView>> ofOwners(SqlClient client, Set<UUID> owners, UUID id) {
        return client.preparedQuery(WITH_COUNTS + "WHERE m.owner_id = ANY($1) AND m.id = $2")
                .execute(Tuple.of(ids(owners), id))
                .map(rows -> rows.stream().map(ModelView::of).findFirst());
    }

    /// A model that nobody else changes until the transaction ends, nor any version of it. Whoever changes a version
    /// takes its model first, so that two never wait for each other.
    Uni<Optional<ModelView>> locked(SqlConnection connection, Set<UUID> owners, UUID id) {
        return connection
                .preparedQuery("SELECT FROM model WHERE owner_id = ANY($1) AND id = $2 FOR UPDATE")
                .execute(Tuple.of(ids(owners), id))
                .chain(() -> ofOwners(connection, owners, id));
    }

    Uni<List<ModelView>> newest(Set<UUID> owners, UUID before, int limit) {
        return database.preparedQuery(
                        WITH_COUNTS + "WHERE m.owner_id = ANY($1) AND m.id < $2 ORDER BY m.id DESC LIMIT $3")
                .execute(Tuple.of(ids(owners), before, limit))
                .map(rows -> rows.stream().map(ModelView::of).toList());
    }

    /// The next version of a model, which the transaction holds or has made.
    Uni<VersionView> insertVersion(SqlConnection connection, UUID model, NewVersion version) {
        return connection
                .preparedQuery("""
                        INSERT INTO model_version (model_id, version, stage, parameters, notes, engine_version,
                            experiment_id, dataset_id, dataset_version, dataset_sha256, metrics, created_by,
                            created_at, staged_at)
                        SELECT $1, coalesce(max(version), 0) + 1, 'draft', $2, $3, $4, $5, $6, $7, $8, $9, $10,
                            now(), now()
                        FROM model_version WHERE model_id = $1 RETURNING *""")
                .execute(version.row(model))
                .map(rows -> VersionView.of(rows.iterator().next()));
    }

    /// @param parameters JSON; `metrics` too
    /// @param experiment null for none; then the dataset's parts are null too
    record NewVersion(
            String parameters,
            String notes,
            String engineVersion,
            UUID experiment,
            UUID dataset,
            Integer datasetVersion,
            String datasetSha256,
            String metrics,
            UUID creator) {

        private Tuple row(UUID model) {
            return Tuple.tuple()
                    .addUUID(model)
                    .addString(parameters)
                    .addString(notes)
                    .addString(engineVersion)
                    .addUUID(experiment)
                    .addUUID(dataset)
                    .addInteger(datasetVersion)
                    .addString(datasetSha256)
                    .addString(metrics)
                    .addUUID(creator);
        }
    }

    Uni<List<VersionView>> versions(UUID model, int before, int limit) {
        return database.preparedQuery("""
                        SELECT * FROM model_version WHERE model_id = $1 AND version < $2
                        ORDER BY version DESC LIMIT $3""")
                .execute(Tuple.of(model, before, limit))
                .map(rows -> rows.stream().map(VersionView::of).toList());
    }

    Uni<Optional<VersionView>> version(SqlClient client, UUID model, int version) {
        return client.preparedQuery("SELECT * FROM model_version WHERE model_id = $1 AND version = $2")
                .execute(Tuple.of(model, version))
                .map(ModelRepository::first);
    }

    /// A version that comes to production takes the place of the one there, which is a candidate again. The transaction
    /// holds the model.
    Uni<VersionView> change(SqlConnection connection, VersionView old, Stage stage, String notes) {
        Uni<Void> room = stage == Stage.PRODUCTION
                ? connection
                        .preparedQuery("""
                                UPDATE model_version SET stage = 'candidate', staged_at = now(), revision = revision + 1
                                WHERE model_id = $1 AND stage = 'production' AND version <> $2""")
                        .execute(Tuple.of(old.modelId(), old.version()))
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
        return room.chain(() -> connection
                        .preparedQuery("""
                                UPDATE model_version SET stage = $3, notes = $4, revision = revision + 1,
                                    staged_at = CASE WHEN stage = $3 THEN staged_at ELSE now() END
                                WHERE model_id = $1 AND version = $2 RETURNING *""")
                        .execute(Tuple.of(old.modelId(), old.version(), stage.label(), notes)))
                .map(rows -> VersionView.of(rows.iterator().next()));
    }

    /// Whether a version of it is past its draft and not retired.
    Uni<Boolean> isInUse(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("""
                        SELECT EXISTS (SELECT FROM model_version
                            WHERE model_id = $1 AND stage NOT IN ('draft', 'retired'))""")
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    Uni<Void> delete(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery("DELETE FROM model WHERE id = $1")
                .execute(Tuple.of(id))
                .replaceWithVoid();
    }

    /// Removes everything of a user or team that is gone; what they made for teams stays without their name.
    public Uni<Void> erase(SqlConnection connection, UUID subject) {
        Uni<Void> erased = Uni.createFrom().voidItem();
        for (String statement : List.of(
                "DELETE FROM model_assignment WHERE owner_id = $1",
                "DELETE FROM model WHERE owner_id = $1",
                "DELETE FROM experiment WHERE owner_id = $1",
                "UPDATE model SET created_by = NULL WHERE created_by = $1",
                "UPDATE model_version SET created_by = NULL WHERE created_by = $1",
                "UPDATE experiment SET created_by = NULL WHERE created_by = $1",
                "UPDATE model_assignment SET assigned_by = NULL WHERE assigned_by = $1")) {
            erased = erased.chain(() -> connection
                    .preparedQuery(statement)
                    .execute(Tuple.of(subject))
                    .replaceWithVoid());
        }
        return erased;
    }

    private static Optional<VersionView> first(RowSet<Row> rows) {
        return rows.stream().map(VersionView::of).findFirst();
    }

    private static UUID[] ids(Set<UUID> owners) {
        return owners.toArray(UUID[]::new);
    }
}
