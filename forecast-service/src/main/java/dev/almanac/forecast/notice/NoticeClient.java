package dev.almanac.forecast.notice;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// auth-service as notices see it: it knows people's addresses and what they want mailed.
@RegisterRestClient(configKey = "auth")
@Path("/internal/notices")
interface NoticeClient {

    @POST
    @Timeout(5_000)
    Uni<Void> take(@HeaderParam("Authorization") String authorization, Batch batch);

    record Batch(List<Told> notices) {}

    /// @param id the same when it is told again
    record Told(UUID id, String kind, Set<UUID> people, UUID team, String what, String path, Instant happenedAt) {}
}
