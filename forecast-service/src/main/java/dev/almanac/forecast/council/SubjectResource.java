package dev.almanac.forecast.council;

import dev.almanac.forecast.job.ForecastReads;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;

/// Shows what a proposal is about, so that nobody votes blindly: to the operators while it is open, to the subject's
/// owner always.
@Path("/api/v1/councils/{id}/proposals/{proposal}/subject")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class SubjectResource {

    private final CouncilReads reads;
    private final Outcomes outcomes;
    private final ForecastReads forecasts;
    private final JsonWebToken token;

    SubjectResource(CouncilReads reads, Outcomes outcomes, ForecastReads forecasts, JsonWebToken token) {
        this.reads = reads;
        this.outcomes = outcomes;
        this.forecasts = forecasts;
        this.token = token;
    }

    @GET
    public Uni<SubjectView> get(@PathParam("id") UUID council, @PathParam("proposal") UUID id) {
        return reads.readable(Caller.of(token), council, id).chain(outcomes::subject);
    }

    /// The numbers of a forecast that shall be published.
    ///
    /// @param series the only one wanted; absent for all
    @GET
    @Path("/results")
    @Produces("application/json")
    @Blocking
    public StreamingOutput results(
            @PathParam("id") UUID council, @PathParam("proposal") UUID id, @RestQuery String series) {
        Proposal proposal =
                reads.readable(Caller.of(token), council, id).await().indefinitely();
        if (proposal.kind() != ProposalKind.PUBLISH_FORECAST) {
            throw CommonProblem.NOT_FOUND.because("A model has no results; its metrics are with its version");
        }
        forecasts.finished(Set.of(proposal.owner()), proposal.subject()).await().indefinitely();
        return out -> forecasts.write(proposal.subject(), series, out);
    }
}
