package dev.almanac.forecast.job;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// audit-service as a reader of receipts sees it.
@RegisterRestClient(configKey = "audit")
@Path("/api/v1/audit/events")
interface ReceiptClient {

    @GET
    @Path("/{seq}/receipt")
    @Produces("text/plain")
    @Timeout(5_000)
    @Retry(maxRetries = 2, delay = 200, abortOn = WebApplicationException.class)
    @CircuitBreaker(requestVolumeThreshold = 10, delay = 2_000, skipOn = WebApplicationException.class)
    Uni<String> receipt(@HeaderParam("Authorization") String authorization, @PathParam("seq") long seq);
}
