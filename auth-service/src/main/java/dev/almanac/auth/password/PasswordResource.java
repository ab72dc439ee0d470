package dev.almanac.auth.password;

import dev.almanac.auth.session.StepUp;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The password of whoever is signed in.
@Path("/api/v1/auth/password")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class PasswordResource {

    private final PasswordService passwords;
    private final StepUp stepUp;
    private final JsonWebToken token;

    PasswordResource(PasswordService passwords, StepUp stepUp, JsonWebToken token) {
        this.passwords = passwords;
        this.stepUp = stepUp;
        this.token = token;
    }

    @POST
    @Path("/change")
    public Uni<Void> change(@NotNull @Valid PasswordRequests.Change change) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> passwords.change(
                        caller.userId(), caller.sessionId(), change.currentPassword(), change.newPassword()));
    }

    @DELETE
    public Uni<Void> remove() {
        Caller caller = Caller.of(token);
        return stepUp.require(caller).chain(() -> passwords.remove(caller.userId(), caller.sessionId()));
    }
}
