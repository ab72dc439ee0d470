package dev.almanac.auth.admin;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/// Makes the first administrator. Open to everybody: the link of the log is what is checked, and it works once.
@Path("/api/v1/auth/set-up")
@PermitAll
public class SetUpResource {

    private final FirstAdmin firstAdmin;

    SetUpResource(FirstAdmin firstAdmin) {
        this.firstAdmin = firstAdmin;
    }

    @POST
    public Uni<Void> setUp(@NotNull @Valid SetUp request) {
        return firstAdmin.setUp(request.token(), request.password());
    }

    /// @param token of the link, behind its `#`
    public record SetUp(
            @NotNull @Size(max = 200) String token,
            @NotNull @Size(max = 1024) String password) {

        /// Without the secrets.
        @Override
        public String toString() {
            return "SetUp";
        }
    }
}
