package dev.almanac.auth.apikey;

import dev.almanac.auth.session.StepUp;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestResponse;

/// The API keys of whoever is signed in. Keys cannot make keys.
@Path("/api/v1/auth/api-keys")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class ApiKeyResource {

    private final ApiKeyService keys;
    private final StepUp stepUp;
    private final JsonWebToken token;

    ApiKeyResource(ApiKeyService keys, StepUp stepUp, JsonWebToken token) {
        this.keys = keys;
        this.stepUp = stepUp;
        this.token = token;
    }

    @GET
    public Uni<List<ApiKeyView>> list() {
        return keys.list(Caller.of(token).userId());
    }

    @POST
    public Uni<RestResponse<ApiKeyView>> create(@NotNull @Valid ApiKeyRequest wanted) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> keys.create(caller.userId(), wanted))
                .map(key -> RestResponse.status(RestResponse.Status.CREATED, key));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> revoke(@PathParam("id") UUID id) {
        Caller caller = Caller.of(token);
        StepUp.requirePerson(caller);
        return keys.revoke(caller.userId(), id)
                .invoke(found -> {
                    if (!found) {
                        throw CommonProblem.NOT_FOUND.because("No API key " + id + " of yours");
                    }
                })
                .replaceWithVoid();
    }
}
