package dev.almanac.auth.team;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.erasure.Erasures;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.OneByOne;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes teams and changes who is in them. Whoever's membership changes gets new access tokens.
@ApplicationScoped
public class TeamService {

    private final TeamRepository teams;
    private final MembershipRepository memberships;
    private final InviteRepository invites;
    private final Teams access;
    private final AccountService accounts;
    private final Erasures erasures;
    private final AuditOutbox audit;
    private final TeamConfig config;

    TeamService(
            TeamRepository teams,
            MembershipRepository memberships,
            InviteRepository invites,
            Teams access,
            AccountService accounts,
            Erasures erasures,
            AuditOutbox audit,
            TeamConfig config) {
        this.teams = teams;
        this.memberships = memberships;
        this.invites = invites;
        this.access = access;
        this.accounts = accounts;
        this.erasures = erasures;
        this.audit = audit;
        this.config = config;
    }

    public Uni<List<TeamView>> list(UUID account) {
        return Panache.withSession(() -> teams.ofAccount(account)
                .chain(found -> access.of(account)
                        .map(roles -> found.stream()
                                .map(team -> new TeamView(team.id, team.name, roleIn(roles, team.id), team.createdAt))
                                .toList())));
    }

    Uni<TeamView> one(UUID account, UUID id) {
        return Panache.withSession(() -> access.require(id, account)
                .chain(member -> teams.findById(id)
                        .map(team -> new TeamView(team.id, team.name, member.teamRole(), team.createdAt))));
    }

    Uni<TeamView> create(UUID account, String name) {
        TeamEntity team = new TeamEntity();
        team.id = Ids.next();
        team.name = name.strip();
        team.createdAt = Moments.now();
        return Panache.withTransaction(() -> teams.persistAndFlush(team)
                        .chain(() -> join(team.id, account, TeamRole.OWNER))
                        .chain(() -> record(account, team.id, "team.created", Map.of(), Map.of("name", team.name))))
                .replaceWith(() -> new TeamView(team.id, team.name, TeamRole.OWNER, team.createdAt));
    }

    Uni<TeamView> rename(UUID account, UUID id, String name) {
        return Panache.withTransaction(() -> teams.lock(id)
                .chain(team -> access.requireAdministrator(id, account).map(member -> {
                    team.name = name.strip();
                    return new TeamView(id, team.name, member.teamRole(), team.createdAt);
                }))
                .call(() -> record(account, id, "team.renamed", Map.of(), Map.of("name", name.strip()))));
    }

    Uni<List<MemberView>> members(UUID account, UUID id) {
        return Panache.withSession(() -> access.require(id, account)
                .chain(() -> memberships.ofTeam(id))
                .chain(found -> accounts.byIds(
                                found.stream().map(member -> member.accountId).toList())
                        .map(people -> found.stream()
                                .filter(member -> people.containsKey(member.accountId))
                                .map(member -> view(member, people.get(member.accountId)))
                                .toList())));
    }

    Uni<Void> changeRole(UUID account, UUID id, UUID member, TeamRole role) {
        if (role == TeamRole.OWNER) {
            throw CommonProblem.VALIDATION_FAILED.because("Ownership is transferred, not given");
        }
        return Panache.withTransaction(() -> teams.lock(id)
                .chain(() -> access.requireAdministrator(id, account))
                .chain(() -> requireMember(id, member))
                .chain(found -> {
                    requireNotTheOwner(found);
                    found.role = role.word();
                    return role.administers() ? Uni.createFrom().voidItem() : invites.withdrawBy(id, member);
                })
                .chain(() -> accounts.endTokens(member))
                .chain(() -> record(
                        account,
                        id,
                        "team.role-changed",
                        Map.of("role", role.word()),
                        Map.of("member", member.toString()))));
    }

    /// Takes a member out; everybody may take out themselves.
    Uni<Void> remove(UUID account, UUID id, UUID member) {
        return Panache.withTransaction(() -> teams.lock(id)
                .chain(() ->
                        member.equals(account) ? access.require(id, account) : access.requireAdministrator(id, account))
                .chain(() -> requireMember(id, member))
                .chain(found -> {
                    requireNotTheOwner(found);
                    return memberships.delete(found);
                })
                .chain(() -> invites.withdrawBy(id, member))
                .chain(() -> accounts.endTokens(member))
                .chain(() -> record(account, id, "team.member-left", Map.of(), Map.of("member", member.toString()))));
    }

    /// Makes a member the owner; the owner before becomes an admin.
    Uni<Void> transfer(UUID account, UUID id, UUID member) {
        return Panache.withTransaction(() -> teams.lock(id)
                .chain(() -> access.requireOwner(id, account, "hand the team over"))
                .chain(owner -> requireMember(id, member).invoke(next -> {
                    owner.role = TeamRole.ADMIN.word();
                    next.role = TeamRole.OWNER.word();
                }))
                .chain(() -> accounts.endTokens(account))
                .chain(() -> accounts.endTokens(member))
                .chain(() -> record(account, id, "team.transferred", Map.of(), Map.of("owner", member.toString()))));
    }

    /// Ends a team and has everything that it owned erased.
    Uni<Void> dissolve(UUID account, UUID id) {
        return Panache.withTransaction(() -> teams.lock(id)
                .chain(() -> access.requireOwner(id, account, "end the team"))
                .chain(() -> memberships.ofTeam(id))
                .chain(members -> OneByOne.each(members, member -> accounts.endTokens(member.accountId)))
                .chain(() -> record(account, id, "team.dissolved", Map.of(), Map.of()))
                .chain(() -> erasures.request(id))
                .chain(() -> teams.deleteById(id))
                .replaceWithVoid());
    }

    /// Lets somebody leave all teams before their account goes. Joins the current transaction.
    ///
    /// @return teams that nobody else was in; they go with the account
    public Uni<List<UUID>> leaveAll(UUID account) {
        List<UUID> alone = new ArrayList<>();
        return memberships
                .ofAccount(account)
                .chain(found -> OneByOne.each(
                        found,
                        own -> leave(own).invoke(emptied -> {
                            if (emptied) {
                                alone.add(own.teamId);
                            }
                        })))
                .replaceWith(alone);
    }

    /// Forgets invitations to an address. Joins the current transaction.
    public Uni<Void> forgetInvites(String email) {
        return email == null ? Uni.createFrom().voidItem() : invites.forget(email);
    }

    /// Adds somebody. Joins the current transaction.
    Uni<Void> join(UUID team, UUID account, TeamRole role) {
        return memberships.ofAccount(account).chain(known -> {
            if (known.size() >= config.most()) {
                throw TeamProblem.TOO_MANY_TEAMS.because("At most " + config.most() + "; leave one first");
            }
            MembershipEntity membership = new MembershipEntity();
            membership.teamId = team;
            membership.accountId = account;
            membership.role = role.word();
            membership.joinedAt = Moments.now();
            return memberships.persistAndFlush(membership).chain(() -> accounts.endTokens(account));
        });
    }

    Uni<Optional<String>> name(UUID team) {
        return teams.findById(team).map(found -> Optional.ofNullable(found).map(known -> known.name));
    }

    Uni<Void> record(UUID actor, UUID team, String type, Map<String, Object> data, Map<String, String> personal) {
        return audit.record(AuditEvent.by(actor, team, type, "team/" + team, data, personal));
    }

    private Uni<Boolean> leave(MembershipEntity own) {
        return teams.lock(own.teamId)
                .chain(() -> memberships.ofTeam(own.teamId))
                .chain(members -> {
                    if (members.size() == 1) {
                        return record(own.accountId, own.teamId, "team.dissolved", Map.of(), Map.of())
                                .chain(() -> teams.deleteById(own.teamId))
                                .replaceWith(true);
                    }
                    return memberships
                            .count("teamId = ?1 and accountId = ?2 and role = 'owner'", own.teamId, own.accountId)
                            .invoke(owns -> {
                                if (owns > 0) {
                                    throw TeamProblem.NEEDS_AN_OWNER.because("Hand the team over first, or end it");
                                }
                            })
                            .chain(() -> memberships.remove(own.teamId, own.accountId))
                            .replaceWith(false);
                });
    }

    private Uni<MembershipEntity> requireMember(UUID team, UUID member) {
        return memberships.of(team, member).invoke(found -> {
            if (found == null) {
                throw CommonProblem.NOT_FOUND.because("Nobody with the id " + member + " is in this team");
            }
        });
    }

    private static void requireNotTheOwner(MembershipEntity member) {
        if (member.teamRole() == TeamRole.OWNER) {
            throw TeamProblem.NEEDS_AN_OWNER.because("Hand the team over first, or end it");
        }
    }

    private static MemberView view(MembershipEntity member, Account person) {
        return new MemberView(member.accountId, person.email(), person.fullName(), member.teamRole(), member.joinedAt);
    }

    private static TeamRole roleIn(List<Teams.Membership> roles, UUID team) {
        return roles.stream()
                .filter(role -> role.id().equals(team))
                .map(Teams.Membership::role)
                .findFirst()
                .orElseThrow();
    }
}
