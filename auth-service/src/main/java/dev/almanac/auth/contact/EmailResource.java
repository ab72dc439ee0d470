package dev.almanac.auth.contact;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/// Takes the links of mails. Open to everybody: the link is what is checked.
@Path("/api/v1/auth/email/verify")
@PermitAll
public class EmailResource {

    private final Confirmation confirmation;

    EmailResource(Confirmation confirmation) {
        this.confirmation = confirmation;
    }

    @POST
    public Uni<Void> verify(@NotNull @Valid LinkRequest link) {
        return confirmation.confirm(link.token());
    }
}
