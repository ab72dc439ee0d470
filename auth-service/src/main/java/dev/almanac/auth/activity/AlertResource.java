package dev.almanac.auth.activity;

import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// What was unusual about one's own account.
@Path("/api/v1/auth/alerts")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class AlertResource {

    private final Alerts alerts;
    private final JsonWebToken token;

    AlertResource(Alerts alerts, JsonWebToken token) {
        this.alerts = alerts;
        this.token = token;
    }

    @GET
    public Uni<Page<AlertView>> list(@QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        return alerts.of(Caller.of(token).userId(), cursor, limit);
    }

    /// Takes note of an alert.
    @POST
    @Path("/{id}/seen")
    public Uni<Void> see(@PathParam("id") UUID id) {
        Caller caller = Caller.of(token);
        if (caller.actor() != null) {
            throw CommonProblem.FORBIDDEN.because("Only the user takes note of an alert");
        }
        return alerts.see(caller.userId(), id)
                .invoke(found -> {
                    if (!found) {
                        throw CommonProblem.NOT_FOUND.because("No alert " + id + " of yours");
                    }
                })
                .replaceWithVoid();
    }
}
