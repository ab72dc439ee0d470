package dev.almanac.auth.activity;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// audit-service, which sees what leaves every service.
@RegisterRestClient(configKey = "audit")
@Path("/internal/bulk-readers")
interface BulkReaderClient {

    /// @param since an RFC 3339 time
    @GET
    @Timeout(10_000)
    Uni<List<BulkReader>> since(
            @HeaderParam("Authorization") String authorization,
            @QueryParam("since") String since,
            @QueryParam("least") long least);

    /// @param downloads datasets and results that left
    record BulkReader(UUID user, long downloads) {}
}
