package dev.almanac.auth.password;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;

/// For those who have forgotten their password. Open to everybody, and tells nobody whether an account exists; the
/// gateway limits it by address.
@Path("/api/v1/auth/password")
@PermitAll
public class ForgottenResource {

    private final PasswordService passwords;

    ForgottenResource(PasswordService passwords) {
        this.passwords = passwords;
    }

    @POST
    @Path("/forgot")
    public Uni<RestResponse<Void>> forgot(@NotNull @Valid PasswordRequests.Forgot request) {
        return passwords.forgot(request.email()).replaceWith(RestResponse.accepted());
    }

    @POST
    @Path("/reset")
    public Uni<Void> reset(@NotNull @Valid PasswordRequests.Reset request) {
        return passwords.reset(request.token(), request.password());
    }
}
