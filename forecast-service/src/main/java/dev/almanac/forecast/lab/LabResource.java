package dev.almanac.forecast.lab;

import dev.almanac.forecast.dataset.BackgroundDatasetClient;
import dev.almanac.forecast.dataset.DatasetClient;
import dev.almanac.forecast.dataset.ReadyDatasetClient;
import dev.almanac.forecast.lab.Assignments.Assignment;
import dev.almanac.kit.Page;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;

/// Which model forecasts what. A target is a dataset, `dataset/series`, or an instance, `type/zone`.
@Path("/api/v1/lab")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
@RegisterForReflection(targets = ModelParameters.class)
public class LabResource {

    private final Pool database;
    private final Assignments assignments;
    private final ModelRepository models;
    private final Pipelines pipelines;
    private final ReadyDatasetClient datasets;
    private final BackgroundDatasetClient contents;
    private final AuditOutbox audit;
    private final JsonWebToken token;

    LabResource(
            Pool database,
            Assignments assignments,
            ModelRepository models,
            Pipelines pipelines,
            ReadyDatasetClient datasets,
            BackgroundDatasetClient contents,
            AuditOutbox audit,
            JsonWebToken token) {
        this.database = database;
        this.assignments = assignments;
        this.models = models;
        this.pipelines = pipelines;
        this.datasets = datasets;
        this.contents = contents;
        this.audit = audit;
        this.token = token;
    }

    /// The models that could be assigned.
    @GET
    @Path("/models")
    public Uni<Page<ModelView>> models(@RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return models.newest(caller().readable(), Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, model -> model, ModelView::id));
    }

    /// From now on forecasts of the target that name no model use this one; whose model it is, for them it is.
    @POST
    @Path("/assign-model")
    @RolesAllowed({"lab", "admin"})
    public Uni<Assignment> assign(@NotNull @Valid ModelRequests.Assignment given) {
        Caller caller = caller();
        LabTarget target = LabTarget.of(given.target());
        var request = new ModelRequests.Assignment(target.name(), given.modelId(), given.version());
        return requireReadable(target)
                .chain(() -> database.withTransaction(connection -> models.locked(
                                connection, caller.writable(), request.modelId())
                        .map(found -> found.orElseThrow(() -> ModelService.unknown(request.modelId())))
                        .call(model -> requireUsable(connection, request))
                        .call(model -> assignments.assign(connection, model.ownerId(), caller.userId(), request))
                        .call(model -> audit.record(connection, assigned(caller, model.ownerId(), request)))))
                .chain(() -> config(request.target()));
    }

    private Uni<Void> requireReadable(LabTarget target) {
        return target.dataset() == null
                ? Uni.createFrom().voidItem()
                : datasets.ready("Bearer " + token.getRawToken(), target.dataset(), null)
                        .chain(dataset -> target.series() == null
                                ? Uni.createFrom().voidItem()
                                : requireSeries(dataset, target.series()));
    }

    private Uni<Void> requireSeries(DatasetClient.Dataset dataset, String series) {
        return contents.named(caller().userId(), dataset.id(), dataset.version(), series)
                .onFailure()
                .transform(e -> CommonProblem.UNAVAILABLE.because("data-service does not answer; try again later"))
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw CommonProblem.NOT_FOUND.because("The dataset has no series '" + series + "'");
                    }
                })
                .replaceWithVoid();
    }

    @GET
    @Path("/config/{target: .+}")
    public Uni<Assignment> config(@PathParam("target") String given) {
        String target = LabTarget.of(given).name();
        return assignments.ofOwners(caller().readable(), target).map(found -> found.orElseThrow(() -> unknown(target)));
    }

    /// The engine chooses again.
    ///
    /// @param team whose assignment; absent for the caller's own
    @DELETE
    @Path("/config/{target: .+}")
    @RolesAllowed({"lab", "admin"})
    public Uni<Void> unassign(@PathParam("target") String given, @RestQuery("team_id") UUID team) {
        String target = LabTarget.of(given).name();
        Caller caller = caller();
        UUID owner = caller.owner(team);
        AuditEvent event =
                AuditEvent.by(caller.userId(), owner, "model.unassigned", "lab", Map.of(), Map.of("target", target));
        return database.withTransaction(connection -> assignments
                .remove(connection, owner, target)
                .invoke(removed -> {
                    if (!removed) {
                        throw unknown(target);
                    }
                })
                .chain(() -> audit.record(connection, event)));
    }

    /// How far a target has come: its data, experiments on it, its model, and the forecasts made of it.
    @GET
    @Path("/pipeline-status/{target: .+}")
    public Uni<PipelineView> pipeline(@PathParam("target") String given) {
        LabTarget target = LabTarget.of(given);
        return assignments
                .ofOwners(caller().readable(), target.name())
                .chain(assigned -> pipelines.of(caller().readable(), target, assigned));
    }

    private Uni<Void> requireUsable(SqlConnection connection, ModelRequests.Assignment request) {
        return models.version(connection, request.modelId(), request.version())
                .invoke(found -> {
                    VersionView version =
                            found.orElseThrow(() -> ModelService.unknownVersion(request.modelId(), request.version()));
                    if (!version.stage().isUsable()) {
                        throw LabProblem.MODEL_NOT_USABLE.because("It is at the stage %s; move it to lab first"
                                .formatted(version.stage().label()));
                    }
                })
                .replaceWithVoid();
    }

    private static AuditEvent assigned(Caller caller, UUID owner, ModelRequests.Assignment request) {
        return AuditEvent.by(
                caller.userId(),
                owner,
                "model.assigned",
                "model/" + request.modelId(),
                Map.of("version", request.version()),
                Map.of("target", request.target()));
    }

    private Caller caller() {
        return Caller.of(token);
    }

    private static ProblemException unknown(String target) {
        return CommonProblem.NOT_FOUND.because("No model is assigned to " + target);
    }
}
