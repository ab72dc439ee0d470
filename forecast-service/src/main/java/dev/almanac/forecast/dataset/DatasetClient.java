package dev.almanac.forecast.dataset;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// data-service as a request sees it: the caller's own token goes along, so ownership is checked where the data is.
@RegisterRestClient(configKey = "data")
@Path("/api/v1/datasets")
public interface DatasetClient {

    @GET
    @Path("/{id}")
    @Timeout(5_000)
    @Retry(maxRetries = 2, delay = 200, abortOn = WebApplicationException.class)
    @CircuitBreaker(requestVolumeThreshold = 10, delay = 2_000, skipOn = WebApplicationException.class)
    Uni<Dataset> get(@HeaderParam("Authorization") String authorization, @PathParam("id") UUID id);

    /// What a forecast needs to know of a dataset.
    record Dataset(
            UUID id, String name, int version, int seriesCount, String sha256, String seriesSha256, String status) {}
}
