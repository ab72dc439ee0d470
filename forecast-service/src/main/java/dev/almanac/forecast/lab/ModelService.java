package dev.almanac.forecast.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.engine.AutoForecaster;
import dev.almanac.forecast.decision.Decision;
import dev.almanac.forecast.series.Mistakes;
import dev.almanac.kit.Ids;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.erasure.ErasedOwners;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Registers models, adds versions and moves them between stages.
@ApplicationScoped
class ModelService {

    private final Pool database;
    private final ModelRepository models;
    private final ExperimentRepository experiments;
    private final Decision decision;
    private final AuditOutbox audit;
    private final ObjectMapper json;

    ModelService(
            Pool database,
            ModelRepository models,
            ExperimentRepository experiments,
            Decision decision,
            AuditOutbox audit,
            ObjectMapper json) {
        this.database = database;
        this.models = models;
        this.experiments = experiments;
        this.decision = decision;
        this.audit = audit;
        this.json = json;
    }

    /// A model with its first version, a draft.
    Uni<ModelView> create(Caller caller, ModelRequests.NewModel request) {
        if (!AutoForecaster.methods().contains(request.kind())) {
            throw Mistakes.one("kind", "unknown", "must be one of " + String.join(", ", AutoForecaster.methods()));
        }
        UUID owner = caller.owner(request.teamId());
        UUID id = Ids.next();
        var first = version(request.parameters(), request.notes(), null, caller);
        return database.withTransaction(connection -> ErasedOwners.mayKeep(connection, owner)
                .invoke(may -> {
                    if (!may) {
                        throw CommonProblem.NOT_FOUND.because("The account or team is gone");
                    }
                })
                .chain(() -> models.insert(connection, id, owner, caller.userId(), request.name(), request.kind()))
                .invoke(inserted -> {
                    if (!inserted) {
                        throw LabProblem.MODEL_NAME_TAKEN.because("Add a version to it, or choose another name");
                    }
                })
                .chain(() -> models.insertVersion(connection, id, first))
                .chain(() -> audit.record(
                        connection, event(caller, owner, id, "registered", Map.of("kind", request.kind()))))
                .chain(() -> models.ofOwners(connection, Set.of(owner), id))
                .map(found -> found.orElseThrow()));
    }

    Uni<VersionView> addVersion(Caller caller, UUID id, ModelRequests.NewVersion request) {
        return database.withTransaction(connection -> writable(connection, caller, id)
                .chain(model -> evidence(connection, caller, model, request)
                        .map(evidence -> version(request.parameters(), request.notes(), evidence, caller))
                        .chain(version -> models.insertVersion(connection, id, version))
                        .call(version -> audit.record(
                                connection,
                                event(
                                        caller,
                                        model.ownerId(),
                                        id,
                                        "version-added",
                                        Map.of("version", version.version()))))));
    }

    private Uni<Experiment.Evidence> evidence(
            SqlConnection connection, Caller caller, ModelView model, ModelRequests.NewVersion request) {
        if (request.experimentId() == null) {
            return Uni.createFrom().nullItem();
        }
        return experiments
                .ofOwners(connection, caller.readable(), request.experimentId())
                .map(found -> found.orElseThrow(
                        () -> CommonProblem.NOT_FOUND.because("No experiment " + request.experimentId() + " of yours")))
                .map(experiment -> experiment
                        .evidence(model.kind(), json)
                        .orElseThrow(() -> LabProblem.EXPERIMENT_NOT_DONE.because("It is " + experiment.status())));
    }

    private ModelRepository.NewVersion version(
            ModelParameters parameters, String notes, Experiment.Evidence evidence, Caller caller) {
        String written = written(parameters == null ? ModelParameters.NONE : parameters);
        return evidence == null
                ? new ModelRepository.NewVersion(
                        written, notes, AutoForecaster.ENGINE_VERSION, null, null, null, null, null, caller.userId())
                : new ModelRepository.NewVersion(
                        written,
                        notes,
                        evidence.engineVersion(),
                        evidence.experiment(),
                        evidence.dataset(),
                        evidence.datasetVersion(),
                        evidence.datasetSha256(),
                        evidence.metrics(),
                        caller.userId());
    }

    /// @param ifMatch the tag that the client has seen, null for any
    Uni<VersionView> change(Caller caller, UUID id, int number, ModelRequests.VersionChange change, String ifMatch) {
        return database.withTransaction(connection -> writable(connection, caller, id)
                .chain(model -> models.version(connection, id, number)
                        .map(found -> found.orElseThrow(() -> unknownVersion(id, number)))
                        .call(old -> requireFree(connection, model, old, change))
                        .chain(old -> change(connection, caller, model, old, change, ifMatch))));
    }

    /// Into production, and out of it, a council decides where one is set.
    private Uni<Void> requireFree(
            SqlConnection connection, ModelView model, VersionView old, ModelRequests.VersionChange change) {
        boolean moves = change.stage() != null && change.stage() != old.stage();
        boolean weighty = change.stage() == Stage.PRODUCTION
                || change.stage() == Stage.RETIRED
                || old.stage() == Stage.PRODUCTION;
        return moves && weighty
                ? decision.requireFree(connection, model.ownerId())
                : Uni.createFrom().voidItem();
    }

    private Uni<VersionView> change(
            SqlConnection connection,
            Caller caller,
            ModelView model,
            VersionView old,
            ModelRequests.VersionChange change,
            String ifMatch) {
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(old.tag())) {
            throw LabProblem.VERSION_CHANGED.because("It is now " + old.tag() + "; read it again");
        }
        Stage stage = change.stage() == null ? old.stage() : change.stage();
        if (stage != old.stage() && !old.stage().mayBecome(stage)) {
            throw LabProblem.STAGE_NOT_NEXT.because("From %s it does not become %s at once"
                    .formatted(old.stage().label(), stage.label()));
        }
        String notes = change.notes() == null ? old.notes() : change.notes();
        return models.change(connection, old, stage, notes)
                .call(() -> audit.record(
                        connection,
                        AuditEvent.by(
                                caller.userId(),
                                model.ownerId(),
                                "model.staged",
                                "model/" + model.id(),
                                ModelStages.facts(model, old, stage),
                                Map.of())));
    }

    /// What forecasts with it falls back to the engine's choice. Where a council decides, it retires first what is in
    /// use.
    Uni<Void> delete(Caller caller, UUID id) {
        return database.withTransaction(connection -> writable(connection, caller, id)
                .call(model -> models.isInUse(connection, id)
                        .chain(used -> used
                                ? decision.requireFree(connection, model.ownerId())
                                : Uni.createFrom().voidItem()))
                .call(() -> models.delete(connection, id))
                .chain(model -> audit.record(connection, event(caller, model.ownerId(), id, "deleted", Map.of()))));
    }

    private Uni<ModelView> writable(SqlConnection connection, Caller caller, UUID id) {
        return models.locked(connection, caller.writable(), id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    private String written(ModelParameters parameters) {
        try {
            return json.writeValueAsString(parameters);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Parameters cannot be written", e);
        }
    }

    static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No model " + id + " of yours");
    }

    static ProblemException unknownVersion(UUID id, int version) {
        return CommonProblem.NOT_FOUND.because("Model %s has no version %d".formatted(id, version));
    }

    private static AuditEvent event(Caller caller, UUID owner, UUID model, String what, Map<String, Object> data) {
        return AuditEvent.by(caller.userId(), owner, "model." + what, "model/" + model, data, Map.of());
    }
}
