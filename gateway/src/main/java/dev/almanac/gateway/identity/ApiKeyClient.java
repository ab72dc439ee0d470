package dev.almanac.gateway.identity;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// auth-service as the gateway asks it about API keys.
@RegisterRestClient(configKey = "auth")
@Path("/internal/api-keys/exchange")
interface ApiKeyClient {

    @POST
    @Timeout(5_000)
    Uni<Exchanged> exchange(@HeaderParam("Authorization") String authorization, Presented presented);

    /// Whether auth-service has answered that the key is not valid.
    static boolean isRefusal(Throwable failure) {
        return failure instanceof WebApplicationException answer
                && answer.getResponse().getStatus() == Response.Status.UNAUTHORIZED.getStatusCode();
    }

    /// The key as its holder sent it.
    record Presented(String key) {

        /// Without the secret.
        @Override
        public String toString() {
            return "Presented";
        }
    }

    /// @param expiresIn seconds
    record Exchanged(String accessToken, long expiresIn, UUID keyId, int callsPerMinute) {

        /// Without the secret.
        @Override
        public String toString() {
            return "Exchanged[" + keyId + "]";
        }
    }
}
