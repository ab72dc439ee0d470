package dev.almanac.auth.profile;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountProblem;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.Roles;
import dev.almanac.auth.activity.Alerts;
import dev.almanac.auth.apikey.ApiKeyService;
import dev.almanac.auth.contact.Confirmation;
import dev.almanac.auth.erasure.Erasures;
import dev.almanac.auth.factor.RecoveryCodes;
import dev.almanac.auth.factor.SecondFactors;
import dev.almanac.auth.mail.Mailbox;
import dev.almanac.auth.notice.Notices;
import dev.almanac.auth.passkey.PasskeyService;
import dev.almanac.auth.session.Rights;
import dev.almanac.auth.session.SessionService;
import dev.almanac.auth.team.TeamService;
import dev.almanac.auth.wallet.WalletService;
import dev.almanac.kit.OneByOne;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/// Shows, changes, exports and ends accounts for their owners.
@ApplicationScoped
class ProfileService {

    private final AccountService accounts;
    private final WalletService wallets;
    private final PasskeyService passkeys;
    private final SecondFactors factors;
    private final RecoveryCodes recovery;
    private final TeamService teams;
    private final SessionService sessions;
    private final ApiKeyService keys;
    private final Alerts alerts;
    private final Notices notices;
    private final Rights rights;
    private final Confirmation confirmation;
    private final Erasures erasures;
    private final Mailbox mailbox;
    private final AuditOutbox audit;

    ProfileService(
            AccountService accounts,
            WalletService wallets,
            PasskeyService passkeys,
            SecondFactors factors,
            RecoveryCodes recovery,
            TeamService teams,
            SessionService sessions,
            ApiKeyService keys,
            Alerts alerts,
            Notices notices,
            Rights rights,
            Confirmation confirmation,
            Erasures erasures,
            Mailbox mailbox,
            AuditOutbox audit) {
        this.accounts = accounts;
        this.wallets = wallets;
        this.passkeys = passkeys;
        this.factors = factors;
        this.recovery = recovery;
        this.teams = teams;
        this.sessions = sessions;
        this.keys = keys;
        this.alerts = alerts;
        this.notices = notices;
        this.rights = rights;
        this.confirmation = confirmation;
        this.erasures = erasures;
        this.mailbox = mailbox;
        this.audit = audit;
    }

    Uni<Profile> of(UUID id) {
        return Panache.withSession(() -> required(id)
                .chain(account -> Uni.combine()
                        .all()
                        .unis(wallets.list(id), factors.of(id), passkeys.count(id), recovery.left(id), teams.list(id))
                        .usingConcurrencyOf(1)
                        .with((ownWallets, kinds, keyCount, codes, ownTeams) -> {
                            boolean heldBack = kinds.isEmpty() && rights.isHeldBack(account, Set.of());
                            var mfa = new Profile.Mfa(account.hasPassword(), kinds, keyCount, codes, heldBack);
                            return new Profile(account, ownWallets, mfa, ownTeams);
                        })));
    }

    Uni<Void> change(UUID id, ProfileChange wanted) {
        AuditEvent event = AuditEvent.of(id, "account.changed", "account", Map.of(), Map.of());
        return Panache.withTransaction(() -> accounts.rename(
                                id, Optional.ofNullable(wanted.username()), Optional.ofNullable(wanted.fullName()))
                        .chain(account -> emailAsked(account, wanted.email()))
                        .chain(() -> audit.record(event)))
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> AccountProblem.USERNAME_TAKEN.because("Choose another username"));
    }

    /// Sends the link again to an address that waits for it.
    Uni<Void> resend(UUID id) {
        return Panache.withTransaction(() -> required(id)
                .chain(account -> account.email() == null || account.emailVerified()
                        ? Uni.createFrom().voidItem()
                        : confirmation.ask(id, account.email())));
    }

    /// Everything that this service knows of somebody, for them to take along.
    Uni<Map<String, Object>> export(UUID id) {
        Map<String, Object> all = new LinkedHashMap<>();
        AuditEvent event = AuditEvent.of(id, "account.exported", "account", Map.of(), Map.of());
        return of(id).invoke(profile -> all.put("account", profile))
                .chain(() -> notices.choices(id))
                .invoke(found -> all.put("notices", found))
                .chain(() -> Panache.withTransaction(() -> passkeys.list(id)
                        .invoke(found -> all.put("passkeys", found))
                        .chain(() -> sessions.history(id))
                        .invoke(found -> all.put("sessions", found))
                        .chain(() -> keys.list(id))
                        .invoke(found -> all.put("api_keys", found))
                        .chain(() -> alerts.history(id))
                        .invoke(found -> all.put("alerts", found))
                        .chain(() -> audit.record(event))))
                .replaceWith(all);
    }

    /// Ends an account: its rows here go at once, the other services erase theirs, the proofs in the log stay.
    Uni<Void> delete(Caller caller) {
        UUID id = caller.userId();
        AuditEvent event = AuditEvent.of(id, "account.deleted", "account", Map.of(), Map.of());
        return Panache.withTransaction(() -> accounts.lock(id)
                .chain(() -> required(id))
                .chain(account -> lastAdminStays(account)
                        .chain(() -> sessions.endAll(id, null, "account-deleted"))
                        .chain(() -> keys.revokeAll(id))
                        .chain(() -> teams.leaveAll(id))
                        .call(() -> erasures.request(id))
                        .chain(emptied -> OneByOne.each(emptied, erasures::request))
                        .chain(() -> audit.record(event))
                        .chain(() -> mailbox.notice(account.email(), "Your account was deleted, as you wished"))
                        .chain(() -> teams.forgetInvites(account.email()))
                        .chain(() -> accounts.remove(id))));
    }

    private Uni<Void> lastAdminStays(Account account) {
        return account.roles().contains(Roles.ADMIN)
                ? accounts.requireAnotherAdmin(account.id())
                : Uni.createFrom().voidItem();
    }

    private Uni<Void> emailAsked(Account account, String wanted) {
        String email = wanted == null ? null : wanted.strip().toLowerCase(Locale.ROOT);
        return email == null || email.equals(account.email())
                ? Uni.createFrom().voidItem()
                : confirmation
                        .ask(account.id(), email)
                        .chain(() -> mailbox.notice(
                                account.email(), "Another e-mail address was asked for, and waits to be confirmed"));
    }

    private Uni<Account> required(UUID id) {
        return accounts.byId(id)
                .map(found -> found.orElseThrow(() -> CommonProblem.UNAUTHENTICATED.because("This account is gone")));
    }
}
