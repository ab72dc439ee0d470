package dev.almanac.auth.team;

import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.session.StepUp;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Teams of whoever is signed in. A team of others is not there (404); what one's role in a team does not allow is
/// 403.
@Path("/api/v1/teams")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class TeamResource {

    private final TeamService teams;
    private final InviteService invites;
    private final AccountService accounts;
    private final StepUp stepUp;
    private final JsonWebToken token;

    TeamResource(TeamService teams, InviteService invites, AccountService accounts, StepUp stepUp, JsonWebToken token) {
        this.teams = teams;
        this.invites = invites;
        this.accounts = accounts;
        this.stepUp = stepUp;
        this.token = token;
    }

    @GET
    public Uni<List<TeamView>> list() {
        return teams.list(caller());
    }

    @POST
    public Uni<RestResponse<TeamView>> create(@NotNull @Valid TeamRequests.Name wanted) {
        return teams.create(person(), wanted.name())
                .map(team -> ResponseBuilder.create(RestResponse.Status.CREATED, team)
                        .location(URI.create("/api/v1/teams/" + team.id()))
                        .build());
    }

    @GET
    @Path("/{id}")
    public Uni<TeamView> one(@PathParam("id") UUID id) {
        return teams.one(caller(), id);
    }

    @PATCH
    @Path("/{id}")
    public Uni<TeamView> rename(@PathParam("id") UUID id, @NotNull @Valid TeamRequests.Name wanted) {
        return teams.rename(person(), id, wanted.name());
    }

    /// Ends the team; its datasets and forecasts are erased.
    @DELETE
    @Path("/{id}")
    public Uni<Void> dissolve(@PathParam("id") UUID id) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller).chain(() -> teams.dissolve(caller.userId(), id));
    }

    @GET
    @Path("/{id}/members")
    public Uni<List<MemberView>> members(@PathParam("id") UUID id) {
        return teams.members(caller(), id);
    }

    /// Invites somebody by mail: whether an address has an account is not told.
    @POST
    @Path("/{id}/members")
    public Uni<RestResponse<InviteView>> add(@PathParam("id") UUID id, @NotNull @Valid TeamRequests.Invite wanted) {
        return invite(id, wanted);
    }

    @PATCH
    @Path("/{id}/members/{user}")
    public Uni<Void> changeRole(
            @PathParam("id") UUID id, @PathParam("user") UUID user, @NotNull @Valid TeamRequests.Role wanted) {
        return teams.changeRole(person(), id, user, wanted.role());
    }

    /// Removes a member, or leaves.
    @DELETE
    @Path("/{id}/members/{user}")
    public Uni<Void> remove(@PathParam("id") UUID id, @PathParam("user") UUID user) {
        return teams.remove(person(), id, user);
    }

    @POST
    @Path("/{id}/transfer")
    public Uni<Void> transfer(@PathParam("id") UUID id, @NotNull @Valid TeamRequests.Transfer wanted) {
        return teams.transfer(person(), id, wanted.userId());
    }

    @GET
    @Path("/{id}/invites")
    public Uni<List<InviteView>> invites(@PathParam("id") UUID id) {
        return invites.list(caller(), id);
    }

    @POST
    @Path("/{id}/invites")
    public Uni<RestResponse<InviteView>> invite(@PathParam("id") UUID id, @NotNull @Valid TeamRequests.Invite wanted) {
        return accounts.byId(person())
                .chain(inviter -> invites.invite(inviter.orElseThrow(), id, wanted.email(), wanted.role()))
                .map(invite -> RestResponse.status(RestResponse.Status.CREATED, invite));
    }

    @DELETE
    @Path("/{id}/invites/{invite}")
    public Uni<Void> withdraw(@PathParam("id") UUID id, @PathParam("invite") UUID invite) {
        return invites.withdraw(person(), id, invite);
    }

    private UUID caller() {
        return Caller.of(token).userId();
    }

    private UUID person() {
        Caller caller = Caller.of(token);
        StepUp.requirePerson(caller);
        return caller.userId();
    }
}
