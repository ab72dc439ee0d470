package dev.almanac.auth.internal;

import dev.almanac.auth.apikey.ApiKeyService;
import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;

/// Exchanges API keys for short tokens, for the gateway, which proves itself with its bootstrap secret.
@Path("/internal/api-keys/exchange")
@PermitAll
public class ApiKeyExchangeResource {

    private final Services services;
    private final ApiKeyService keys;

    ApiKeyExchangeResource(Services services, ApiKeyService keys) {
        this.services = services;
        this.keys = keys;
    }

    @POST
    @Operation(hidden = true)
    public Uni<ApiKeyService.Exchanged> exchange(
            @RestHeader("Authorization") String authorization, @NotNull @Valid Request request) {
        services.authenticated(authorization);
        return keys.exchange(request.key())
                .map(found ->
                        found.orElseThrow(() -> CommonProblem.UNAUTHENTICATED.because("The API key is not valid")));
    }

    /// The key as its holder sent it.
    public record Request(@NotNull @Size(max = 200) String key) {

        /// Without the secret.
        @Override
        public String toString() {
            return "Request";
        }
    }
}
