package dev.almanac.forecast.publish;

import dev.almanac.forecast.decision.Decision;
import dev.almanac.forecast.job.ForecastReads;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Makes and ends read-only links to forecasts: the owner's to do, or a council's where one decides about the owner's
/// forecasts.
@Path("/api/v1/forecasts/{id}/publish")
@RolesAllowed({"user", "lab", "council_operator", "admin"})
public class PublicationResource {

    private final Pool database;
    private final Publications publications;
    private final ForecastReads forecasts;
    private final Decision decision;
    private final AuditOutbox audit;
    private final JsonWebToken token;

    PublicationResource(
            Pool database,
            Publications publications,
            ForecastReads forecasts,
            Decision decision,
            AuditOutbox audit,
            JsonWebToken token) {
        this.database = database;
        this.publications = publications;
        this.forecasts = forecasts;
        this.decision = decision;
        this.audit = audit;
        this.token = token;
    }

    @POST
    public Uni<Publications.Link> publish(@PathParam("id") UUID id) {
        Caller caller = Caller.of(token);
        return forecasts
                .finished(caller.writable(), id)
                .call(job -> decision.requireFree(database, job.owner()))
                .chain(job -> database.withTransaction(
                        connection -> publications.publish(connection, job.owner(), id, caller.userId(), null)));
    }

    /// The link leads nowhere any more.
    @DELETE
    public Uni<Void> end(@PathParam("id") UUID id) {
        Caller caller = Caller.of(token);
        return forecasts
                .finished(caller.writable(), id)
                .chain(job -> database.withTransaction(connection -> publications
                        .end(connection, id)
                        .invoke(ended -> {
                            if (!ended) {
                                throw CommonProblem.NOT_FOUND.because("Forecast " + id + " is not published");
                            }
                        })
                        .call(() -> audit.record(
                                connection, Publications.event(caller.userId(), job.owner(), id, "unpublished")))))
                .replaceWithVoid();
    }
}
