package dev.almanac.auth.password;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountProblem;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.WayIn;
import dev.almanac.auth.account.WaysIn;
import dev.almanac.auth.attempt.Attempts;
import dev.almanac.auth.device.Devices;
import dev.almanac.auth.factor.SecondFactors;
import dev.almanac.auth.mail.MailKind;
import dev.almanac.auth.mail.Mailbox;
import dev.almanac.auth.session.SessionService;
import dev.almanac.auth.ticket.Purpose;
import dev.almanac.auth.ticket.Tickets;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.security.TokenConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Compares, sets, changes and resets passwords. Whoever has set one is signed in only where they did it; every other
/// session ends.
@ApplicationScoped
public class PasswordService implements WayIn {

    private final AccountService accounts;
    private final WaysIn waysIn;
    private final PasswordHasher hasher;
    private final PasswordConfig config;
    private final SecondFactors factors;
    private final SessionService sessions;
    private final Devices devices;
    private final Strangers strangers;
    private final Attempts attempts;
    private final Tickets tickets;
    private final Mailbox mailbox;
    private final AuditOutbox audit;
    private final String platform;

    PasswordService(
            AccountService accounts,
            WaysIn waysIn,
            PasswordHasher hasher,
            PasswordConfig config,
            SecondFactors factors,
            SessionService sessions,
            Devices devices,
            Strangers strangers,
            Attempts attempts,
            Tickets tickets,
            Mailbox mailbox,
            AuditOutbox audit,
            TokenConfig tokens) {
        this.accounts = accounts;
        this.waysIn = waysIn;
        this.hasher = hasher;
        this.config = config;
        this.factors = factors;
        this.sessions = sessions;
        this.devices = devices;
        this.strangers = strangers;
        this.attempts = attempts;
        this.tickets = tickets;
        this.mailbox = mailbox;
        this.audit = audit;
        this.platform = tokens.issuer();
    }

    @Override
    public Uni<Long> count(UUID account) {
        return accounts.byId(account)
                .map(found -> found.filter(known -> known.hasPassword() && known.email() != null)
                                .isPresent()
                        ? 1L
                        : 0L);
    }

    /// Does something that compares a password, when there is room; refuses at once when there is none.
    public <T> Uni<T> inTurn(Supplier<Uni<T>> work) {
        return hasher.inTurn(work);
    }

    /// Hashes a password that opens an account.
    ///
    /// @param names what others know of its owner
    public Uni<String> fresh(String password, String... names) {
        requireAcceptable(password, Arrays.asList(names), true);
        return hasher.hash(password);
    }

    /// Whether a password is the right one; costs the same when there is nothing to compare with. A right one that is
    /// stored in another form than today's is stored anew.
    ///
    /// @param credentials empty for an unknown account, or for one that may not sign in
    public Uni<Boolean> matches(String password, Optional<AccountService.Credentials> credentials) {
        String stored =
                credentials.map(AccountService.Credentials::passwordHash).orElse(null);
        return hasher.matches(password, stored)
                .call(right -> right && hasher.isOutdated(stored)
                        ? rehash(credentials.orElseThrow().account().id(), stored, password)
                        : Uni.createFrom().voidItem());
    }

    /// Sets another password, or the first one of an account that came with a wallet or passkey.
    ///
    /// @param current what it was; null where there is none
    /// @param session the only one that stays
    Uni<Void> change(UUID id, UUID session, String current, String wanted) {
        return accounts.credentials(id)
                .map(Optional::orElseThrow)
                .chain(known -> proven(known, current)
                        .chain(() -> acceptable(wanted, known.account()))
                        .chain(() -> hasher.hash(wanted))
                        .chain(hash -> Panache.withTransaction(
                                () -> set(known.account(), hash, session, "password.changed"))));
    }

    /// Writes a wish down: the same row whether there is such an account or not. [#answerWishes] looks.
    Uni<Void> forgot(String email) {
        return Panache.withTransaction(() -> tickets.issue(Purpose.RESET_WISH, null, email.strip(), config.resetLife()))
                .replaceWithVoid();
    }

    /// Sends the links that were wished for, to those who have an account.
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> answerWishes() {
        return tickets.burnAll(Purpose.RESET_WISH, this::answer);
    }

    private Uni<Void> answer(Tickets.Ticket wish) {
        return accounts.byEmail(wish.payload())
                .chain(found -> found.filter(Account::active).isEmpty()
                        ? Uni.createFrom().voidItem()
                        : sendLink(found.get()));
    }

    /// A ticket with which somebody who has proved who they are sets a new password. Joins the current transaction.
    public Uni<String> resetTicket(UUID account) {
        return tickets.issue(Purpose.PASSWORD_RESET, account, null, config.resetLife());
    }

    /// Sets the password of a link. It does not sign in: a second factor is asked for as ever.
    Uni<Void> reset(String secret, String wanted) {
        return tickets.look(Purpose.PASSWORD_RESET, secret).chain(seen -> {
            UUID id = seen.orElseThrow(PasswordService::linkNotValid).account();
            return accounts.byId(id)
                    .map(Optional::orElseThrow)
                    .chain(account -> acceptable(wanted, account)
                            .chain(() -> hasher.hash(wanted))
                            .chain(hash -> tickets.burn(Purpose.PASSWORD_RESET, secret)
                                    .chain(burnt -> {
                                        burnt.orElseThrow(PasswordService::linkNotValid);
                                        return Panache.withTransaction(() -> set(account, hash, null, "password.reset")
                                                .chain(() -> account.emailVerified()
                                                        ? devices.forget(id)
                                                        : strangers.removeWaysIn(id))
                                                .chain(() -> accounts.confirmEmail(id, account.email()))
                                                .chain(() -> attempts.forget(account.email())));
                                    })));
        });
    }

    /// Removes the password where there is another way in.
    Uni<Void> remove(UUID id, UUID session) {
        return Panache.withTransaction(() -> waysIn.requireAnother(id)
                .chain(() -> accounts.byId(id))
                .chain(account -> set(account.orElseThrow(), null, session, "password.removed")));
    }

    /// Refuses what is easily guessed.
    public void requireAcceptable(String password, List<String> names, boolean onlyFactor) {
        PasswordRules.refusal(password, names, onlyFactor, config).ifPresent(reason -> {
            throw PasswordProblem.WEAK_PASSWORD.because(reason);
        });
    }

    /// Hashes without asking whether it is acceptable: that was done.
    public Uni<String> hash(String password) {
        return hasher.hash(password);
    }

    private Uni<Void> acceptable(String password, Account account) {
        List<String> names = Arrays.asList(account.email(), account.username(), account.fullName());
        return Panache.withSession(() -> factors.of(account.id()))
                .invoke(known -> requireAcceptable(password, names, known.isEmpty()))
                .replaceWithVoid();
    }

    private Uni<Void> proven(AccountService.Credentials known, String current) {
        if (!known.account().hasPassword()) {
            return Uni.createFrom().voidItem();
        }
        return hasher.matches(current == null ? "" : current, known.passwordHash())
                .invoke(right -> {
                    if (!right) {
                        throw PasswordProblem.WRONG_PASSWORD.because("Type the password that you have now");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> set(Account account, String hash, UUID keptSession, String type) {
        return accounts.setPassword(account.id(), hash, false)
                .chain(() -> sessions.endAll(account.id(), keptSession, type))
                .chain(() -> tickets.withdrawAllOf(account.id()))
                .chain(() -> audit.record(AuditEvent.of(account.id(), type, "account", Map.of(), Map.of())))
                .chain(() -> mailbox.notice(
                        account.email(), hash == null ? "Your password was removed" : "Your password was set anew"));
    }

    private Uni<Void> sendLink(Account account) {
        return resetTicket(account.id())
                .chain(secret -> mailbox.post(
                        MailKind.RESET_PASSWORD,
                        account.email(),
                        Map.of(
                                "link",
                                platform + "/reset-password#" + secret,
                                "hours",
                                Long.toString(Math.max(1, config.resetLife().toHours())))))
                .chain(() -> audit.record(
                        AuditEvent.of(account.id(), "password.reset-asked", "account", Map.of(), Map.of())));
    }

    private Uni<Void> rehash(UUID id, String before, String password) {
        return hasher.hash(password).chain(after -> Panache.withTransaction(() -> accounts.rehash(id, before, after)));
    }

    private static RuntimeException linkNotValid() {
        return AccountProblem.LINK_NOT_VALID.because("It was used or is too old; ask for another");
    }
}
