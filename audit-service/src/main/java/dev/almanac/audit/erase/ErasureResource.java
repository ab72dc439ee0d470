package dev.almanac.audit.erase;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Erases the personal data of a user or a team; called by auth-service until it has answered. Calling it again erases
/// what has come since.
@Path("/internal/erasures")
@RolesAllowed("scope:erase")
public class ErasureResource {

    private final Erasure erasure;

    ErasureResource(Erasure erasure) {
        this.erasure = erasure;
    }

    /// Answers when the values are gone and an entry says so.
    @POST
    @Blocking
    @Operation(hidden = true)
    public ErasedView erase(@Valid ErasureRequest request) {
        return new ErasedView(erasure.erase(request.subject()));
    }

    /// @param subject id of the user or team
    public record ErasureRequest(@NotNull UUID subject) {}

    /// @param entries how many entries have lost values by this call
    public record ErasedView(long entries) {}
}
