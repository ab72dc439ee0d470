package dev.almanac.forecast.sandbox;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// auth-service as the sandbox sees it.
@RegisterRestClient(configKey = "auth")
@Path("/internal/active-sessions")
interface ActiveSessionClient {

    @POST
    @Timeout(2_000)
    Uni<Void> set(@HeaderParam("Authorization") String authorization, Count count);

    /// @param count of sessions that are active
    record Count(UUID user, int count) {}
}
