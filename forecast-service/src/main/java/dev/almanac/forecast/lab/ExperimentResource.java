package dev.almanac.forecast.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.backtest.BacktestOrders;
import dev.almanac.forecast.dataset.ReadyDatasetClient;
import dev.almanac.forecast.job.DatasetOrder;
import dev.almanac.forecast.job.IdempotencyKey;
import dev.almanac.forecast.job.Job;
import dev.almanac.forecast.job.JobService;
import dev.almanac.forecast.series.Mistakes;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Experiments: backtests whose parameters, numbers and notes are kept, to be compared.
@RegisterForReflection(targets = ExperimentResource.Asked.class)
@Path("/api/v1/experiments")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class ExperimentResource {

    private static final int MOST_COMPARED = 20;

    private final ExperimentRepository experiments;
    private final BacktestOrders orders;
    private final JobService jobs;
    private final ReadyDatasetClient datasets;
    private final ObjectMapper json;
    private final JsonWebToken token;

    ExperimentResource(
            ExperimentRepository experiments,
            BacktestOrders orders,
            JobService jobs,
            ReadyDatasetClient datasets,
            ObjectMapper json,
            JsonWebToken token) {
        this.experiments = experiments;
        this.orders = orders;
        this.jobs = jobs;
        this.datasets = datasets;
        this.json = json;
        this.token = token;
    }

    @POST
    @RolesAllowed({"lab", "admin"})
    public Uni<RestResponse<ExperimentView>> create(
            @NotNull @Valid ExperimentRequest request, @RestHeader("Idempotency-Key") String idempotencyKey) {
        DatasetOrder order = orders.of(request.backtest());
        UUID user = caller().userId();
        UUID owner = caller().owner(request.teamId());
        String key = IdempotencyKey.of("experiment", idempotencyKey);
        String parameters = written(request);
        return datasets.ready("Bearer " + token.getRawToken(), request.datasetId(), null)
                .chain(dataset -> order.of(dataset, user, owner))
                .chain(placed -> jobs.submit(
                        placed,
                        key,
                        (connection, job) -> experiments.insert(
                                connection, Ids.next(), owner, user, job.id(), parameters, request, key)))
                .map(Job::id)
                .chain(job -> experiments.ofJob(owner, job))
                .map(found -> ExperimentView.of(found.orElseThrow(), json))
                .map(view -> ResponseBuilder.<ExperimentView>create(RestResponse.Status.ACCEPTED)
                        .location(URI.create("/api/v1/experiments/" + view.id()))
                        .entity(view)
                        .build());
    }

    @GET
    public Uni<Page<ExperimentView>> list(@RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return experiments
                .newest(caller().readable(), Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, one -> ExperimentView.of(one, json), Experiment::id));
    }

    @GET
    @Path("/{id}")
    public Uni<ExperimentView> get(@PathParam("id") UUID id) {
        return experiments
                .ofOwners(caller().readable(), id)
                .map(found -> ExperimentView.of(found.orElseThrow(() -> unknown(id)), json));
    }

    /// @param notes what was learnt
    public record Notes(@NotNull @Size(max = 10_000) String notes) {}

    @PATCH
    @Path("/{id}")
    @RolesAllowed({"lab", "admin"})
    public Uni<ExperimentView> note(@PathParam("id") UUID id, @NotNull @Valid Notes change) {
        return experiments
                .note(caller().writable(), id, change.notes())
                .invoke(changed -> {
                    if (!changed) {
                        throw unknown(id);
                    }
                })
                .chain(() -> get(id));
    }

    /// @param ids of experiments, with commas
    @GET
    @Path("/compare")
    public Uni<ComparisonView> compare(@RestQuery String ids) {
        List<UUID> wanted = wanted(ids);
        return experiments.named(caller().readable(), wanted).map(found -> {
            wanted.stream()
                    .filter(id -> found.stream().noneMatch(one -> one.id().equals(id)))
                    .findFirst()
                    .ifPresent(id -> {
                        throw unknown(id);
                    });
            return ComparisonView.of(found, json);
        });
    }

    private static List<UUID> wanted(String ids) {
        try {
            List<UUID> wanted = Stream.of(ids == null ? new String[0] : ids.split(","))
                    .map(String::strip)
                    .map(UUID::fromString)
                    .distinct()
                    .toList();
            if (!wanted.isEmpty() && wanted.size() <= MOST_COMPARED) {
                return wanted;
            }
        } catch (IllegalArgumentException e) {
            throw Mistakes.one("ids", "invalid", "must be ids with commas between them");
        }
        throw Mistakes.one("ids", "out-of-range", "give 1 to " + MOST_COMPARED + " ids");
    }

    private String written(ExperimentRequest request) {
        try {
            return json.writeValueAsString(new Asked(request.models(), request.parameters()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Parameters cannot be written", e);
        }
    }

    /// What is kept of the request.
    public record Asked(List<String> models, ExperimentRequest.Parameters parameters) {}

    private Caller caller() {
        return Caller.of(token);
    }

    private static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No experiment " + id + " of yours");
    }
}
