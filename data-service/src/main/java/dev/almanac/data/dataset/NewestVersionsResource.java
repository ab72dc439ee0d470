package dev.almanac.data.dataset;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Tells forecast-service which datasets have got a new version. It learns numbers only: to read one, it asks in the
/// name
/// of somebody who may.
@Path("/internal/datasets/newest-versions")
@RolesAllowed("scope:series:read")
public class NewestVersionsResource {

    private final DatasetRepository datasets;

    NewestVersionsResource(DatasetRepository datasets) {
        this.datasets = datasets;
    }

    @POST
    @Operation(hidden = true)
    public Uni<Versions> versions(@NotNull @Valid Ids request) {
        return datasets.newestVersions(request.ids()).map(Versions::new);
    }

    public record Ids(@NotNull @Size(max = 1_000) List<@NotNull UUID> ids) {}

    /// @param versions by dataset; without those that are gone or wait for their mapping
    public record Versions(Map<UUID, Integer> versions) {}
}
