package dev.almanac.forecast.workflow;

import dev.almanac.forecast.dataset.ReadyDatasetClient;
import dev.almanac.forecast.job.DatasetOrder;
import dev.almanac.forecast.job.IdempotencyKey;
import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Forecasts and backtests that come again, the caller's and their teams'.
@Path("/api/v1/workflows")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class WorkflowResource {

    private final WorkflowService workflows;
    private final WorkflowRepository repository;
    private final RunRepository runs;
    private final WorkflowOrders orders;
    private final ReadyDatasetClient datasets;
    private final JsonWebToken token;

    WorkflowResource(
            WorkflowService workflows,
            WorkflowRepository repository,
            RunRepository runs,
            WorkflowOrders orders,
            ReadyDatasetClient datasets,
            JsonWebToken token) {
        this.workflows = workflows;
        this.repository = repository;
        this.runs = runs;
        this.orders = orders;
        this.datasets = datasets;
        this.token = token;
    }

    @POST
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public Uni<RestResponse<WorkflowView>> create(
            @NotNull @Valid WorkflowRequest request, @RestHeader("Idempotency-Key") String idempotencyKey) {
        return requirePossible(request)
                .chain(() -> workflows.create(caller(), request, IdempotencyKey.of("workflow", idempotencyKey)))
                .map(workflow -> ResponseBuilder.<WorkflowView>create(RestResponse.Status.CREATED)
                        .location(URI.create("/api/v1/workflows/" + workflow.id()))
                        .header("ETag", workflow.tag())
                        .entity(WorkflowView.of(workflow))
                        .build());
    }

    @GET
    public Uni<Page<WorkflowView>> list(@RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return repository
                .newest(caller().readable(), Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, WorkflowView::of, Workflow::id));
    }

    @GET
    @Path("/{id}")
    public Uni<RestResponse<WorkflowView>> get(@PathParam("id") UUID id) {
        return readable(id).map(WorkflowResource::tagged);
    }

    @PATCH
    @Path("/{id}")
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public Uni<RestResponse<WorkflowView>> change(
            @PathParam("id") UUID id, @NotNull @Valid WorkflowChange change, @RestHeader("If-Match") String ifMatch) {
        return readable(id).chain(old -> {
            WorkflowRequest changed = change.of(old, workflows.request(old));
            String seen = ifMatch == null || ifMatch.equals("*") ? old.tag() : ifMatch;
            Uni<Void> possible = change.request() == null ? Uni.createFrom().voidItem() : requirePossible(changed);
            return possible.chain(() -> workflows.change(caller(), id, changed, seen))
                    .map(workflow -> tagged(workflow.orElseThrow(() -> unknown(id))));
        });
    }

    /// The forecasts and backtests that it made stay.
    @DELETE
    @Path("/{id}")
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public Uni<Void> delete(@PathParam("id") UUID id) {
        return workflows
                .delete(caller(), id)
                .invoke(found -> {
                    if (!found) {
                        throw unknown(id);
                    }
                })
                .replaceWithVoid();
    }

    @GET
    @Path("/{id}/runs")
    public Uni<Page<WorkflowRun>> runs(@PathParam("id") UUID id, @RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return readable(id)
                .chain(workflow -> runs.newest(workflow.id(), Page.before(cursor), size + 1))
                .map(found -> Page.of(found, size, run -> run, WorkflowRun::id));
    }

    /// Lets it run at once, paused or not.
    @POST
    @Path("/{id}/run")
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public Uni<RestResponse<WorkflowRun>> run(@PathParam("id") UUID id) {
        return workflows
                .run(caller(), id)
                .map(run -> ResponseBuilder.<WorkflowRun>create(RestResponse.Status.ACCEPTED)
                        .location(URI.create("/api/v1/workflows/" + id + "/runs"))
                        .entity(run.orElseThrow(() -> unknown(id)))
                        .build());
    }

    /// What it is to do must be possible now, for whoever sets it up.
    private Uni<Void> requirePossible(WorkflowRequest request) {
        DatasetOrder order = orders.of(request.type(), request.request());
        return datasets.ready("Bearer " + token.getRawToken(), order.datasetId(), null)
                .replaceWithVoid();
    }

    private Uni<Workflow> readable(UUID id) {
        return repository.ofOwners(caller().readable(), id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    private Caller caller() {
        return Caller.of(token);
    }

    private static RestResponse<WorkflowView> tagged(Workflow workflow) {
        return ResponseBuilder.ok(WorkflowView.of(workflow))
                .header("ETag", workflow.tag())
                .build();
    }

    private static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No workflow " + id + " of yours");
    }
}
