package dev.almanac.auth.team;

import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// Who is in which team, for tokens and for access. Joins the current session.
@ApplicationScoped
public class Teams {

    private final MembershipRepository memberships;

    Teams(MembershipRepository memberships) {
        this.memberships = memberships;
    }

    /// What an access token tells of teams.
    public Uni<List<Membership>> of(UUID account) {
        return memberships
                .ofAccount(account)
                .map(found -> found.stream()
                        .map(m -> new Membership(m.teamId, m.teamRole()))
                        .toList());
    }

    /// The caller's membership; a team of others is not there.
    Uni<MembershipEntity> require(UUID team, UUID account) {
        return memberships.of(team, account).invoke(found -> {
            if (found == null) {
                throw CommonProblem.NOT_FOUND.because("No team " + team + " of yours");
            }
        });
    }

    /// What somebody may do in a team; a problem when they are not in it.
    public Uni<TeamRole> role(UUID team, UUID account) {
        return require(team, account).map(MembershipEntity::teamRole);
    }

    Uni<MembershipEntity> requireAdministrator(UUID team, UUID account) {
        return require(team, account).invoke(found -> {
            if (!found.teamRole().administers()) {
                throw CommonProblem.FORBIDDEN.because("Only owners and admins of the team may do this");
            }
        });
    }

    /// @param what they wish to do
    Uni<MembershipEntity> requireOwner(UUID team, UUID account, String what) {
        return require(team, account).invoke(found -> {
            if (found.teamRole() != TeamRole.OWNER) {
                throw CommonProblem.FORBIDDEN.because("Only the owner can " + what);
            }
        });
    }

    /// One team that somebody is in.
    public record Membership(UUID id, TeamRole role) {}
}
