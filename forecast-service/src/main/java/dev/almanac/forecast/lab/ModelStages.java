package dev.almanac.forecast.lab;

import dev.almanac.forecast.series.Mistakes;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// How councils move versions.
@ApplicationScoped
public class ModelStages {

    private final Pool database;
    private final ModelRepository models;
    private final AuditOutbox audit;

    ModelStages(Pool database, ModelRepository models, AuditOutbox audit) {
        this.database = database;
        this.models = models;
        this.audit = audit;
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

    /// A model of an owner's, as it is now.
    public Uni<ModelView> model(UUID owner, UUID id) {
        return models.ofOwners(Set.of(owner), id).map(found -> found.orElseThrow(() -> ModelService.unknown(id)));
    }

    public Uni<VersionView> version(UUID model, int version) {
        return models.version(database, model, version)
                .map(found -> found.orElseThrow(() -> ModelService.unknownVersion(model, version)));
    }

    /// A version that a council moves.
    ///
    /// @param actor whose vote or change decided it
    public record Move(UUID actor, UUID owner, UUID model, int version) {}

    /// @return what was done
    public Uni<String> promote(SqlConnection connection, Move move) {
        return moved(connection, move, Stage.PRODUCTION);
    }

    /// @return what was done
    public Uni<String> retire(SqlConnection connection, Move move) {
        return moved(connection, move, Stage.RETIRED);
    }

    private Uni<String> moved(SqlConnection connection, Move move, Stage stage) {
        return models.locked(connection, Set.of(move.owner()), move.model())
                .map(found -> found.orElseThrow(() -> ModelService.unknown(move.model())))
                .chain(model -> movable(connection, move.model(), move.version(), stage)
                        .call(old -> models.change(connection, old, stage, old.notes()))
                        .chain(old -> audit.record(
                                connection,
                                AuditEvent.by(
                                        move.actor(),
                                        move.owner(),
                                        "model.staged",
                                        "model/" + move.model(),
                                        facts(model, old, stage),
                                        Map.of()))))
                .replaceWith("version %d is at the stage %s".formatted(move.version(), stage.label()));
    }

    /// What the log says of a version's move, and of the one that gave way.
    static Map<String, Object> facts(ModelView model, VersionView old, Stage stage) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("version", old.version());
        facts.put("from", old.stage().label());
        facts.put("to", stage.label());
        if (stage == Stage.PRODUCTION && model.production() != null && model.production() != old.version()) {
            facts.put("replaced", model.production());
        }
        return facts;
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
