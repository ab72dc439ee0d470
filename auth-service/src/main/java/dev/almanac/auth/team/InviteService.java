package dev.almanac.auth.team;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.mail.MailKind;
import dev.almanac.auth.mail.Mailbox;
import dev.almanac.auth.ticket.Secret;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.TokenConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// Invites people to teams by mail. The answer is the same whether an address has an account or not.
@ApplicationScoped
class InviteService {

    private static final Duration KEPT = Duration.ofDays(30);

    private final InviteRepository invites;
    private final MembershipRepository memberships;
    private final Teams access;
    private final TeamService teams;
    private final AccountService accounts;
    private final Mailbox mailbox;
    private final TeamConfig config;
    private final String platform;

    InviteService(
            InviteRepository invites,
            MembershipRepository memberships,
            Teams access,
            TeamService teams,
            AccountService accounts,
            Mailbox mailbox,
            TeamConfig config,
            TokenConfig tokens) {
        this.invites = invites;
        this.memberships = memberships;
        this.access = access;
        this.teams = teams;
        this.accounts = accounts;
        this.mailbox = mailbox;
        this.config = config;
        this.platform = tokens.issuer();
    }

    Uni<List<InviteView>> list(UUID account, UUID team) {
        return Panache.withSession(() -> access.requireAdministrator(team, account)
                .chain(() -> invites.openOf(team, Instant.now()))
                .map(found -> found.stream().map(InviteView::of).toList()));
    }

    Uni<InviteView> invite(Account inviter, UUID team, String email, TeamRole role) {
        if (role == TeamRole.OWNER) {
            throw CommonProblem.VALIDATION_FAILED.because(
                    "Invite as admin, member or viewer; ownership is transferred");
        }
        String secret = Secret.next();
        InviteEntity invite = new InviteEntity();
        invite.id = Ids.next();
        invite.teamId = team;
        invite.email = email.strip().toLowerCase(Locale.ROOT);
        invite.role = role.word();
        invite.hash = Secret.hash(secret);
        invite.invitedBy = inviter.id();
        invite.createdAt = Moments.now();
        invite.expiresAt = invite.createdAt.plus(config.inviteLife());
        return Panache.withTransaction(() -> access.requireAdministrator(team, inviter.id())
                        .chain(() -> invites.persist(invite))
                        .chain(() -> teams.name(team))
                        .chain(name -> mailbox.post(
                                MailKind.INVITE,
                                invite.email,
                                Map.of(
                                        "inviter", inviter.displayName(),
                                        "team", name.orElseThrow(),
                                        "role", role.word(),
                                        "hours",
                                                Long.toString(
                                                        config.inviteLife().toHours()),
                                        "link", platform + "/invite#" + secret)))
                        .chain(() -> teams.record(
                                inviter.id(),
                                team,
                                "team.invited",
                                Map.of("role", role.word()),
                                Map.of("email", invite.email))))
                .replaceWith(() -> InviteView.of(invite));
    }

    @Scheduled(every = "24h", delayed = "1h")
    Uni<Void> sweep() {
        return Panache.withTransaction(() -> invites.deleteOver(Instant.now().minus(KEPT)))
                .replaceWithVoid();
    }

    Uni<Void> withdraw(UUID account, UUID team, UUID id) {
        return Panache.withTransaction(() -> access.requireAdministrator(team, account)
                .chain(() -> invites.withdraw(team, id))
                .invoke(done -> {
                    if (!done) {
                        throw CommonProblem.NOT_FOUND.because("No invitation " + id + " of this team waits");
                    }
                })
                .chain(() -> teams.record(account, team, "team.invite-withdrawn", Map.of(), Map.of())));
    }

    /// Joins the team of an invitation. It came by mail, so an account with that address is confirmed by it too.
    Uni<TeamView> accept(Account account, String secret) {
        return Panache.withTransaction(() -> invites.open(Secret.hash(secret), Instant.now())
                        .chain(invite -> {
                            if (invite == null) {
                                throw TeamProblem.INVITE_NOT_VALID.because("It was used, withdrawn or is too old");
                            }
                            if (!invite.email.equals(account.email())) {
                                throw TeamProblem.INVITE_FOR_ANOTHER.because(
                                        "Sign in with the account of the address that the mail came to");
                            }
                            return memberships
                                    .of(invite.teamId, account.id())
                                    .chain(known -> known != null
                                            ? Uni.createFrom()
                                                    .failure(TeamProblem.ALREADY_A_MEMBER.because("You are in it"))
                                            : join(account, invite));
                        }))
                .chain(team -> teams.one(account.id(), team));
    }

    private Uni<UUID> join(Account account, InviteEntity invite) {
        UUID team = invite.teamId;
        TeamRole role = TeamRole.of(invite.role);
        return invites.accept(invite.id, Moments.now())
                .invoke(won -> {
                    if (!won) {
                        throw TeamProblem.INVITE_NOT_VALID.because("It was used a moment ago");
                    }
                })
                .chain(() -> accounts.confirmEmail(account.id(), account.email()))
                .chain(() -> teams.join(team, account.id(), role))
                .chain(() -> teams.record(account.id(), team, "team.joined", Map.of("role", role.word()), Map.of()))
                .replaceWith(team);
    }
}
