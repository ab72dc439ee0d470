package dev.almanac.auth.admin;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.Roles;
import dev.almanac.auth.device.Client;
import dev.almanac.auth.mail.Mailbox;
import dev.almanac.auth.session.SessionService;
import dev.almanac.kit.Page;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// What administrators do to other accounts; each change is in the audit log under both names.
@ApplicationScoped
class UserService {

    private final AccountService accounts;
    private final SessionService sessions;
    private final Mailbox mailbox;
    private final AuditOutbox audit;

    UserService(AccountService accounts, SessionService sessions, Mailbox mailbox, AuditOutbox audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.mailbox = mailbox;
        this.audit = audit;
    }

    Uni<Page<Account>> list(String pattern, String cursor, Integer limit) {
        int count = Page.limit(limit);
        return accounts.page(pattern == null ? "" : pattern, Page.before(cursor), count + 1)
                .map(found -> Page.of(found, count, account -> account, Account::id));
    }

    Uni<Account> one(UUID id) {
        return accounts.byId(id)
                .map(found -> found.orElseThrow(() -> CommonProblem.NOT_FOUND.because("No user " + id)));
    }

    Uni<Account> change(UUID admin, UUID id, UserChange wanted) {
        wanted.newRoles().ifPresent(UserService::requireKnown);
        return Panache.withTransaction(() -> accounts.lock(id)
                .chain(() -> one(id))
                .chain(before -> {
                    Set<String> roles = wanted.newRoles().orElse(before.roles());
                    boolean active = wanted.active() == null ? before.active() : wanted.active();
                    boolean ends = before.active() && !active;
                    return lastAdminStays(before, roles, active)
                            .chain(() -> accounts.setRights(id, roles, active))
                            .chain(() -> wanted.plan() == null && wanted.quotaUnits() == null
                                    ? Uni.createFrom().voidItem()
                                    : accounts.setPlan(
                                                    id,
                                                    wanted.plan() == null ? before.plan() : wanted.plan(),
                                                    wanted.quotaUnits() == null
                                                            ? before.quotaUnits()
                                                            : wanted.quotaUnits())
                                            .replaceWithVoid())
                            .chain(() -> ends
                                    ? sessions.endAll(id, null, "disabled")
                                    : Uni.createFrom().voidItem())
                            .chain(() -> active && roles.contains(Roles.ADMIN)
                                    ? Uni.createFrom().voidItem()
                                    : sessions.endHelp(id))
                            .chain(() -> record(admin, id, roles, active))
                            .chain(() -> mailbox.notice(
                                    before.email(), "An administrator changed your roles or your access"))
                            .chain(() -> one(id));
                }));
    }

    Uni<Void> endSessions(UUID id) {
        return Panache.withTransaction(() -> one(id).chain(() -> sessions.endAll(id, null, "ended-by-administrator")));
    }

    /// Lets an administrator see what a user sees, for a while and with a reason that the user is told.
    Uni<SessionService.SignedIn> impersonate(UUID admin, UUID id, String reason, Client client) {
        return Panache.withTransaction(() -> one(id).chain(user -> {
            if (user.roles().contains(Roles.ADMIN) || !user.active()) {
                throw CommonProblem.FORBIDDEN.because("Nobody acts for an administrator or a disabled user");
            }
            return sessions.openForHelper(user, admin, reason, client)
                    .call(() -> mailbox.notice(
                            user.email(), "An administrator acts in your name for a short while: " + reason));
        }));
    }

    private Uni<Void> lastAdminStays(Account before, Set<String> roles, boolean active) {
        boolean leaves = before.roles().contains(Roles.ADMIN) && !(active && roles.contains(Roles.ADMIN));
        return leaves
                ? accounts.requireAnotherAdmin(before.id())
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> record(UUID admin, UUID id, Set<String> roles, boolean active) {
        Map<String, Object> data = Map.of("roles", String.join(" ", new TreeSet<>(roles)), "active", active);
        return audit.record(AuditEvent.by(admin, id, "account.rights-changed", "account", data, Map.of()));
    }

    static void requireKnown(Set<String> roles) {
        if (!Roles.RANKED.containsAll(roles)) {
            throw CommonProblem.VALIDATION_FAILED.because("Roles are " + String.join(", ", Roles.RANKED));
        }
    }
}
