package dev.almanac.auth.internal;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.team.TeamRole;
import dev.almanac.auth.team.Teams;
import dev.almanac.kit.problem.CommonProblem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;

/// Tells services what somebody may do in a team at this moment, for work that goes on in their name. Open to tokenless
/// callers because each proves itself with its bootstrap secret; the gateway never routes here.
@Path("/internal/teams/{team}/members/{user}")
@PermitAll
public class TeamMemberResource {

    private final Services services;
    private final AccountService accounts;
    private final Teams teams;

    TeamMemberResource(Services services, AccountService accounts, Teams teams) {
        this.services = services;
        this.accounts = accounts;
        this.teams = teams;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Member> get(
            @RestHeader("Authorization") String authorization,
            @PathParam("team") UUID team,
            @PathParam("user") UUID user) {
        services.authenticated(authorization);
        return Panache.withSession(() -> accounts.byId(user)
                .map(found -> found.filter(Account::active)
                        .orElseThrow(() -> CommonProblem.NOT_FOUND.because("No member of team " + team)))
                .chain(() -> teams.role(team, user))
                .map(Member::new));
    }

    /// What they may do.
    public record Member(TeamRole role) {}
}
