package dev.almanac.forecast.lab;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.job.ModelChoice;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Which version forecasts which target. A retired or drafted version forecasts nothing: its targets are the engine's
/// to choose for.
@ApplicationScoped
class Assignments implements ModelChoice {

    private static final String WITH_VERSION = """
            SELECT a.owner_id, a.target, a.model_id, a.version, a.updated_at, m.kind, v.parameters, v.stage, v.staged_at
            FROM model_assignment a JOIN model m ON m.id = a.model_id
            JOIN model_version v ON v.model_id = a.model_id AND v.version = a.version\s""";
    private static final String USABLE = " AND v.stage IN ('lab', 'candidate', 'production')";

    private final Pool database;
    private final ObjectMapper json;

    Assignments(Pool database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /// A target's configuration, as the API shows it.
    ///
    /// @param kind the engine's name of the method
    public record Assignment(
            UUID ownerId,
            String target,
            UUID modelId,
            int version,
            String kind,
            Stage stage,
            Instant stagedAt,
            @JsonRawValue String parameters,
            Instant updatedAt) {

        static Assignment of(Row row) {
            return new Assignment(
                    row.getUUID("owner_id"),
                    row.getString("target"),
                    row.getUUID("model_id"),
                    row.getInteger("version"),
                    row.getString("kind"),
                    Stage.named(row.getString("stage")),
                    row.getOffsetDateTime("staged_at").toInstant(),
                    row.getString("parameters"),
                    row.getOffsetDateTime("updated_at").toInstant());
        }
    }

    Uni<Void> assign(SqlConnection connection, UUID owner, UUID by, ModelRequests.Assignment request) {
        return connection
                .preparedQuery("""
                        INSERT INTO model_assignment (owner_id, target, model_id, version, assigned_by, updated_at)
                        VALUES ($1, $2, $3, $4, $5, now())
                        ON CONFLICT (owner_id, target) DO UPDATE SET model_id = excluded.model_id,
                            version = excluded.version, assigned_by = excluded.assigned_by, updated_at = now()""")
                .execute(Tuple.of(owner, request.target(), request.modelId(), request.version(), by))
                .replaceWithVoid();
    }

    Uni<Boolean> remove(SqlConnection connection, UUID owner, String target) {
        return connection
                .preparedQuery("DELETE FROM model_assignment WHERE owner_id = $1 AND target = $2")
                .execute(Tuple.of(owner, target))
                .map(rows -> rows.rowCount() > 0);
    }

    /// The newest, where several of the owners have one.
    Uni<Optional<Assignment>> ofOwners(Set<UUID> owners, String target) {
        return database.preparedQuery(WITH_VERSION
                        + "WHERE a.owner_id = ANY($1) AND a.target = $2 ORDER BY a.updated_at DESC LIMIT 1")
                .execute(Tuple.of(owners.toArray(UUID[]::new), target))
                .map(rows -> rows.stream().map(Assignment::of).findFirst());
    }

    @Override
    public Uni<Assigned> ofDataset(UUID owner, UUID dataset) {
        return database.preparedQuery(WITH_VERSION
                        + "WHERE a.owner_id = $1 AND (a.target = $2 OR starts_with(a.target, $2 || '/'))" + USABLE)
                .execute(Tuple.of(owner, dataset.toString()))
                .map(rows -> {
                    Chosen whole = Chosen.NONE;
                    TreeMap<String, Chosen> series = new TreeMap<>();
                    for (Row row : rows) {
                        Assignment found = Assignment.of(row);
                        if (found.target().equals(dataset.toString())) {
                            whole = chosen(found);
                        } else {
                            series.put(
                                    found.target().substring(dataset.toString().length() + 1), chosen(found));
                        }
                    }
                    return new Assigned(whole, series);
                });
    }

    @Override
    public Uni<Chosen> ofTarget(Set<UUID> owners, List<String> targets) {
        return database.preparedQuery(WITH_VERSION + "WHERE a.owner_id = ANY($1) AND a.target = ANY($2)" + USABLE
                        + " ORDER BY array_position($2, a.target), a.updated_at DESC LIMIT 1")
                .execute(Tuple.of(owners.toArray(UUID[]::new), targets.toArray(String[]::new)))
                .map(rows -> rows.stream()
                        .map(row -> chosen(Assignment.of(row)))
                        .findFirst()
                        .orElse(Chosen.NONE));
    }

    private Chosen chosen(Assignment found) {
        ModelParameters parameters = parameters(found);
        return new Chosen(found.kind(), parameters.robust(), parameters.windows());
    }

    private ModelParameters parameters(Assignment found) {
        try {
            return json.readValue(found.parameters(), ModelParameters.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The parameters of a model are damaged", e);
        }
    }
}
