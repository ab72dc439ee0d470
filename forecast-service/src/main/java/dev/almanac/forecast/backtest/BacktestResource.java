package dev.almanac.forecast.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.dataset.ReadyDatasetClient;
import dev.almanac.forecast.job.DatasetOrder;
import dev.almanac.forecast.job.Job;
import dev.almanac.forecast.job.JobRepository;
import dev.almanac.forecast.job.JobService;
import dev.almanac.forecast.job.ResultStore;
import dev.almanac.forecast.series.ForecastProblem;
import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// Comparisons of methods: asked for here, computed by workers, read here.
@Path("/api/v1/backtests")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class BacktestResource {

    private final JobService jobs;
    private final JobRepository repository;
    private final ResultStore results;
    private final ReadyDatasetClient datasets;
    private final BacktestOrders orders;
    private final ObjectMapper json;
    private final JsonWebToken token;

    BacktestResource(
            JobService jobs,
            JobRepository repository,
            ResultStore results,
            ReadyDatasetClient datasets,
            BacktestOrders orders,
            ObjectMapper json,
            JsonWebToken token) {
        this.jobs = jobs;
        this.repository = repository;
        this.results = results;
        this.datasets = datasets;
        this.orders = orders;
        this.json = json;
        this.token = token;
    }

    @POST
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public Uni<RestResponse<BacktestView>> create(
            @NotNull @Valid BacktestRequest request, @RestHeader("Idempotency-Key") String idempotencyKey) {
        DatasetOrder order = orders.of(request);
        UUID user = caller().userId();
        UUID owner = caller().owner(request.teamId());
        Uni<Job> submitted = order.datasetId() == null
                ? jobs.submit(orders.ofBrought(request, user, owner), idempotencyKey)
                : datasets.ready(authorization(), order.datasetId(), request.version())
                        .chain(dataset -> order.of(dataset, user, owner))
                        .chain(placed -> jobs.submit(placed, idempotencyKey));
        return submitted.map(job -> RestResponse.ResponseBuilder.<BacktestView>create(RestResponse.Status.ACCEPTED)
                .location(URI.create("/api/v1/backtests/" + job.id()))
                .entity(BacktestView.of(job, json))
                .build());
    }

    @GET
    public Uni<Page<BacktestView>> list(
            @RestQuery("dataset_id") UUID dataset, @RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return repository
                .newest(caller().readable(), BacktestKind.NAME, dataset, Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, job -> BacktestView.of(job, json), Job::id));
    }

    @GET
    @Path("/{id}")
    public Uni<BacktestView> get(@PathParam("id") UUID id) {
        return job(id).map(job -> BacktestView.of(job, json));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public Uni<Void> delete(@PathParam("id") UUID id) {
        return jobs.delete(caller(), BacktestKind.NAME, id)
                .invoke(found -> {
                    if (!found) {
                        throw unknown(id);
                    }
                })
                .replaceWithVoid();
    }

    /// One line a series.
    @GET
    @Path("/{id}/results")
    @Produces("application/x-ndjson")
    @Blocking
    public StreamingOutput results(@PathParam("id") UUID id, @RestQuery String series) {
        Job job = job(id).await().indefinitely();
        if (job.done() == 0 && !job.status().equals("succeeded")) {
            throw ForecastProblem.NOT_FINISHED.because("Backtest " + id + " is " + job.status());
        }
        return out -> {
            Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            if (series == null) {
                results.forEach(id, body -> line(writer, body));
            } else {
                results.named(id, series).forEach(stored -> line(writer, stored.body()));
            }
            writer.flush();
        };
    }

    private static void line(Writer writer, String body) {
        try {
            writer.write(body + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("The reader went away", e);
        }
    }

    private Uni<Job> job(UUID id) {
        return repository
                .ofOwners(caller().readable(), BacktestKind.NAME, id)
                .map(found -> found.orElseThrow(() -> unknown(id)));
    }

    private Caller caller() {
        return Caller.of(token);
    }

    private String authorization() {
        return "Bearer " + token.getRawToken();
    }

    private static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No backtest " + id + " of yours");
    }
}
