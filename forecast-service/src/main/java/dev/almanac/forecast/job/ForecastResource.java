package dev.almanac.forecast.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.dataset.ReadyDatasetClient;
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
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// Forecasts of whole datasets, the caller's and their teams': asked for here, computed by workers, read here.
@Path("/api/v1/forecasts")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class ForecastResource {

    private final JobService forecasts;
    private final JobRepository repository;
    private final ResultStore results;
    private final ReadyDatasetClient datasets;
    private final ReceiptClient receipts;
    private final ForecastOrders orders;
    private final ObjectMapper json;
    private final JsonWebToken token;

    ForecastResource(
            JobService forecasts,
            JobRepository repository,
            ResultStore results,
            ReadyDatasetClient datasets,
            @RestClient ReceiptClient receipts,
            ForecastOrders orders,
            ObjectMapper json,
            JsonWebToken token) {
        this.forecasts = forecasts;
        this.repository = repository;
        this.results = results;
        this.datasets = datasets;
        this.receipts = receipts;
        this.orders = orders;
        this.json = json;
        this.token = token;
    }

    @POST
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public Uni<RestResponse<ForecastView>> create(
            @NotNull @Valid ForecastRequest request, @RestHeader("Idempotency-Key") String idempotencyKey) {
        DatasetOrder order = orders.of(request);
        UUID owner = caller().owner(request.teamId());
        return datasets.ready(authorization(), request.datasetId(), request.version())
                .chain(dataset -> order.of(dataset, caller().userId(), owner))
                .chain(placed -> forecasts.submit(placed, idempotencyKey))
                .map(job -> RestResponse.ResponseBuilder.<ForecastView>create(RestResponse.Status.ACCEPTED)
                        .location(URI.create("/api/v1/forecasts/" + job.id()))
                        .entity(ForecastView.of(job))
                        .build());
    }

    @GET
    public Uni<Page<ForecastView>> list(
            @RestQuery("dataset_id") UUID dataset, @RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return repository
                .newest(caller().readable(), ForecastKind.NAME, dataset, Page.before(cursor), size + 1)
                .map(jobs -> Page.of(jobs, size, ForecastView::of, Job::id));
    }

    @GET
    @Path("/{id}")
    public Uni<ForecastView> get(@PathParam("id") UUID id) {
        return job(id).map(ForecastView::of);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public Uni<Void> delete(@PathParam("id") UUID id) {
        return forecasts
                .delete(caller(), ForecastKind.NAME, id)
                .invoke(found -> {
                    if (!found) {
                        throw unknown(id);
                    }
                })
                .replaceWithVoid();
    }

    @GET
    @Path("/{id}/results")
    @Produces("application/json")
    @Blocking
    public RestResponse<StreamingOutput> results(@PathParam("id") UUID id, @RestQuery String series) {
        Job job = begun(id);
        ResultWriter.Source source = source(job, series);
        return results(job, out -> new ResultWriter(job, json).json(source, out));
    }

    @GET
    @Path("/{id}/results")
    @Produces("application/x-ndjson;qs=0.5")
    @Blocking
    public RestResponse<StreamingOutput> resultLines(@PathParam("id") UUID id, @RestQuery String series) {
        Job job = begun(id);
        ResultWriter.Source source = source(job, series);
        taken(job, series);
        return results(job, out -> new ResultWriter(job, json).ndjson(source, out));
    }

    @GET
    @Path("/{id}/results")
    @Produces("text/csv;qs=0.5")
    @Blocking
    public RestResponse<StreamingOutput> resultTable(@PathParam("id") UUID id, @RestQuery String series) {
        Job job = begun(id);
        ResultWriter.Source source = source(job, series);
        taken(job, series);
        return results(job, out -> new ResultWriter(job, json).csv(source, out));
    }

    @GET
    @Path("/{id}/receipt")
    @Produces("text/plain; charset=utf-8")
    public Uni<String> receipt(@PathParam("id") UUID id) {
        return job(id).chain(job -> {
            if (job.seal().kind() == null) {
                throw ForecastProblem.NOT_FINISHED.because("Forecast " + id + " is " + job.status());
            }
            if (job.seal().seq() == null) {
                throw new ProblemException(
                        ForecastProblem.NOT_LOGGED_YET,
                        "Try again in some seconds; the seal is kept until the log takes it",
                        List.of(),
                        Map.of("Retry-After", "2"));
            }
            return receipts.receipt(authorization(), job.seal().seq())
                    .onFailure(e -> !(e instanceof ProblemException))
                    .transform(ForecastResource::noReceipt);
        });
    }

    /// Says beside the results whether more of them are to come.
    private static RestResponse<StreamingOutput> results(Job job, StreamingOutput body) {
        return RestResponse.ResponseBuilder.ok(body)
                .header("Results-Complete", job.status().equals("succeeded"))
                .build();
    }

    private static Throwable noReceipt(Throwable failure) {
        return failure instanceof WebApplicationException answer
                        && answer.getResponse().getStatus() == CommonProblem.FORBIDDEN.status()
                ? CommonProblem.FORBIDDEN.because("The API key needs the scope audit:read as well")
                : CommonProblem.UNAVAILABLE.because("The audit log does not answer; try again later");
    }

    private ResultWriter.Source source(Job job, String series) {
        if (series == null) {
            return body -> results.forEach(job.id(), body);
        }
        List<ResultStore.Stored> named = results.named(job.id(), series);
        if (named.isEmpty()) {
            throw CommonProblem.NOT_FOUND.because("The forecast has no series '" + series + "'");
        }
        return body -> named.forEach(stored -> body.accept(stored.body()));
    }

    /// Writes down that all results of a job leave.
    private void taken(Job job, String series) {
        if (series == null) {
            forecasts.downloaded(caller().userId(), job).await().indefinitely();
        }
    }

    /// A job with results, all of them or those that are there so far.
    private Job begun(UUID id) {
        Job job = job(id).await().indefinitely();
        if (job.done() == 0 && !job.status().equals("succeeded")) {
            throw ForecastProblem.NOT_FINISHED.because("Forecast " + id + " is " + job.status());
        }
        return job;
    }

    private Uni<Job> job(UUID id) {
        return repository
                .ofOwners(caller().readable(), ForecastKind.NAME, id)
                .map(found -> found.orElseThrow(() -> unknown(id)));
    }

    private Caller caller() {
        return Caller.of(token);
    }

    private String authorization() {
        return "Bearer " + token.getRawToken();
    }

    private static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No forecast " + id + " of yours");
    }
}
