package dev.almanac.data.erase;

import dev.almanac.data.dataset.OwnedDatasets;
import dev.almanac.data.upload.UploadService;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Erases every dataset of a user or team; called by auth-service until it has answered.
@Path("/internal/erasures")
@RolesAllowed("scope:erase")
public class ErasureResource {

    private final OwnedDatasets datasets;
    private final UploadService uploads;

    ErasureResource(OwnedDatasets datasets, UploadService uploads) {
        this.datasets = datasets;
        this.uploads = uploads;
    }

    @POST
    @Blocking
    @Operation(hidden = true)
    public Erased erase(@NotNull @Valid Subject request) throws IOException {
        int gone = datasets.erase(request.subject());
        uploads.erase(request.subject());
        return new Erased(gone);
    }

    /// @param subject id of the user or team
    public record Subject(@NotNull UUID subject) {}

    /// @param datasets how many are gone by this call
    public record Erased(int datasets) {}
}
