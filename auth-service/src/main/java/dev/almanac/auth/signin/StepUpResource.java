package dev.almanac.auth.signin;

import dev.almanac.auth.device.Client;
import dev.almanac.auth.session.StepUp;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Shows once more who is signed in, before something dangerous.
@Path("/api/v1/auth/step-up")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class StepUpResource {

    private final StepUpService service;
    private final JsonWebToken token;

    StepUpResource(StepUpService service, JsonWebToken token) {
        this.service = service;
        this.token = token;
    }

    @POST
    public Uni<Void> prove(@NotNull @Valid StepUpProof proof, @Context HttpServerRequest request) {
        Caller caller = Caller.of(token);
        StepUp.requirePerson(caller);
        return service.prove(caller, proof, Client.of(request));
    }
}
