package dev.almanac.data.dataset;

import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What forecast-service needs to know of a dataset while nobody is signed in: in the name of whoever set the work up,
/// who must still be able to read it.
@Path("/internal/datasets/{id}")
@RolesAllowed("scope:series:read")
public class NewestResource {

    private final DatasetService datasets;
    private final JsonWebToken token;

    NewestResource(DatasetService datasets, JsonWebToken token) {
        this.datasets = datasets;
        this.token = token;
    }

    @GET
    @Blocking
    @Operation(hidden = true)
    public Newest newest(@PathParam("id") UUID id) {
        return datasets.locate(Caller.of(token).readable(), id, null)
                .map(Newest::of)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.because("No dataset " + id));
    }

    /// The newest version of a dataset.
    public record Newest(
            UUID id, String name, int version, int seriesCount, String sha256, String seriesSha256, String status) {

        static Newest of(Located found) {
            return new Newest(
                    found.dataset().id,
                    found.dataset().name,
                    found.version().key.version(),
                    found.version().seriesCount,
                    found.version().sha256,
                    found.version().seriesSha256,
                    found.dataset().status);
        }
    }
}
