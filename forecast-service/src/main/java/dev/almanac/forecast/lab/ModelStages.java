package dev.almanac.forecast.lab;

import dev.almanac.forecast.series.Mistakes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;

/// How councils move versions.
@ApplicationScoped
public class ModelStages {

    private final Pool database;
    private final ModelRepository models;

    ModelStages(Pool database, ModelRepository models) {
        this.database = database;
        this.models = models;
    }

    /// Whose a version is; a problem when these owners have no such one, or it cannot move there now.
    public Uni<UUID> owner(Set<UUID> owners, UUID model, Integer version, boolean promotion) {
        if (version == null) {
            throw Mistakes.one("subject.version", "missing", "must be given for a model");
        }
        return database.withTransaction(connection -> models.ofOwners(connection, owners, model)
                .map(found -> found.orElseThrow(() -> ModelService.unknown(model)))
                .call(() -> movable(connection, model, version, promotion ? Stage.PRODUCTION : Stage.RETIRED))
                .map(ModelView::ownerId));
    }

    /// @return what was done
    public Uni<String> promote(SqlConnection connection, UUID model, int version) {
        return move(connection, model, version, Stage.PRODUCTION);
    }

    /// @return what was done
    public Uni<String> retire(SqlConnection connection, UUID model, int version) {
        return move(connection, model, version, Stage.RETIRED);
    }

    private Uni<String> move(SqlConnection connection, UUID model, int version, Stage stage) {
        return movable(connection, model, version, stage)
                .chain(found -> models.change(connection, found, stage, found.notes()))
                .replaceWith("version %d is at the stage %s".formatted(version, stage.label()));
    }

    private Uni<VersionView> movable(SqlConnection connection, UUID model, int version, Stage stage) {
        return models.version(connection, model, version).map(found -> {
            VersionView now = found.orElseThrow(() -> ModelService.unknownVersion(model, version));
            if (!now.stage().mayBecome(stage)) {
                throw LabProblem.STAGE_NOT_NEXT.because("From %s it does not become %s at once"
                        .formatted(now.stage().label(), stage.label()));
            }
            return now;
        });
    }
}
