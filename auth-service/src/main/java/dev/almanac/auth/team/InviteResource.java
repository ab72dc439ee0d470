package dev.almanac.auth.team;

import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.session.StepUp;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Accepts invitations to teams, as the account of the address that the mail came to.
@Path("/api/v1/invites")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class InviteResource {

    private final InviteService invites;
    private final AccountService accounts;
    private final JsonWebToken token;

    InviteResource(InviteService invites, AccountService accounts, JsonWebToken token) {
        this.invites = invites;
        this.accounts = accounts;
        this.token = token;
    }

    /// With the secret in the body, where no log sees it.
    @POST
    @Path("/accept")
    public Uni<TeamView> accept(@NotNull @Valid TeamRequests.Acceptance acceptance) {
        return accept(acceptance.token());
    }

    @POST
    @Path("/{token}/accept")
    public Uni<TeamView> accept(@PathParam("token") String secret) {
        Caller caller = Caller.of(token);
        StepUp.requirePerson(caller);
        return accounts.byId(caller.userId()).chain(account -> invites.accept(account.orElseThrow(), secret));
    }
}
