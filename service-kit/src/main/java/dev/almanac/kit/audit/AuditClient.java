package dev.almanac.kit.audit;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// audit-service as a producer sees it.
@RegisterRestClient(configKey = "audit")
@Path("/internal/events")
interface AuditClient {

    /// @param known base64 of the newest checkpoint that this producer keeps, null before the first: a log that has
    ///     not grown from it takes nothing
    @POST
    @Consumes("application/cloudevents-batch+json")
    @Timeout(30_000)
    Uni<Appended> append(
            @HeaderParam("Authorization") String authorization,
            @HeaderParam("Almanac-Checkpoint") String known,
            String batch);

    /// @param results one a sent event, in its order
    /// @param checkpoint the signed note that covers all of them
    record Appended(List<Result> results, String checkpoint) {}

    /// @param seq place in the log; null when the event was refused
    /// @param error why the event was refused, else null
    record Result(String id, Long seq, boolean duplicate, String error) {}
}
