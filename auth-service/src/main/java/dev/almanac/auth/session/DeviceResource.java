package dev.almanac.auth.session;

import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Where somebody is signed in; they can end each of these sessions, or all others at once, after a
/// fresh proof of who they are.
@Path("/api/v1/auth/sessions")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class DeviceResource {

    private final SessionService sessions;
    private final StepUp stepUp;
    private final JsonWebToken token;

    DeviceResource(SessionService sessions, StepUp stepUp, JsonWebToken token) {
        this.sessions = sessions;
        this.stepUp = stepUp;
        this.token = token;
    }

    @GET
    public Uni<List<SessionView>> list() {
        Caller caller = Caller.of(token);
        return sessions.list(caller.userId(), caller.sessionId());
    }

    @DELETE
    public Uni<Void> revokeOthers() {
        Caller caller = Caller.of(token);
        return stepUp.require(caller).chain(() -> sessions.revokeOthers(caller.userId(), caller.sessionId()));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> revoke(@PathParam("id") UUID id) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> sessions.revoke(caller.userId(), id))
                .invoke(found -> {
                    if (!found) {
                        throw CommonProblem.NOT_FOUND.because("No session " + id + " of yours");
                    }
                })
                .replaceWithVoid();
    }
}
