package dev.almanac.forecast.job;

import dev.almanac.forecast.series.ForecastProblem;
import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;

/// Jobs of all kinds: everybody's own and their teams', and all of them for administrators, who look after the queue.
@Path("/api/v1/jobs")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class JobResource {

    private static final String ADMIN = "admin";
    private static final Set<String> STATUSES = Set.of("queued", "running", "succeeded", "failed", "cancelled");

    private final JobService jobs;
    private final JobRepository repository;
    private final QueueWatch queue;
    private final JsonWebToken token;

    JobResource(JobService jobs, JobRepository repository, QueueWatch queue, JsonWebToken token) {
        this.jobs = jobs;
        this.repository = repository;
        this.queue = queue;
        this.token = token;
    }

    /// @param status only such jobs; absent for all
    @GET
    public Uni<Page<JobView>> list(@RestQuery String status, @RestQuery String cursor, @RestQuery Integer limit) {
        if (status != null && !STATUSES.contains(status)) {
            throw CommonProblem.VALIDATION_FAILED.because("status must be one of " + String.join(", ", STATUSES));
        }
        int size = Page.limit(limit);
        return repository
                .monitored(caller().is(ADMIN) ? null : caller().readable(), status, Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, JobView::of, Job::id));
    }

    @GET
    @Path("/queue")
    @RolesAllowed(ADMIN)
    public Uni<QueueView> queue() {
        return queue.look();
    }

    /// Tries a job that failed or was cancelled once more; what is done of it stays done.
    @POST
    @Path("/{id}/retry")
    @RolesAllowed({"user", "lab", "council_operator", ADMIN})
    public Uni<JobView> retry(@PathParam("id") UUID id) {
        return jobs.retry(caller().userId(), changeable(), id).map(outcome -> switch (outcome) {
            case JobService.Retry.Queued(Job job) -> JobView.of(job);
            case JobService.Retry.Unknown() -> throw unknown(id);
            case JobService.Retry.NotFailed(String status) ->
                throw ForecastProblem.NOT_FAILED.because("Job " + id + " is " + status);
        });
    }

    /// Cancels a job that waits or runs.
    @DELETE
    @Path("/{id}")
    @RolesAllowed({"user", "lab", "council_operator", ADMIN})
    public Uni<Void> cancel(@PathParam("id") UUID id) {
        return jobs.cancel(caller().userId(), changeable(), id)
                .invoke(cancelled -> {
                    if (!cancelled) {
                        throw unknown(id);
                    }
                })
                .replaceWithVoid();
    }

    /// Whose jobs the caller may change; null for everybody's.
    private Set<UUID> changeable() {
        return caller().is(ADMIN) ? null : caller().writable();
    }

    private Caller caller() {
        return Caller.of(token);
    }

    private static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No job " + id + " that waits or runs");
    }
}
