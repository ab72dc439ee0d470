package dev.almanac.auth.contact;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountProblem;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.mail.MailKind;
import dev.almanac.auth.mail.Mailbox;
import dev.almanac.auth.ticket.Purpose;
import dev.almanac.auth.ticket.Tickets;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.security.TokenConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/// Sends links to mail addresses and takes them back. A new address of an account counts once it is confirmed; the old
/// one is told.
@ApplicationScoped
public class Confirmation {

    private static final Duration LIFE = Duration.ofHours(24);

    private final Tickets tickets;
    private final Mailbox mailbox;
    private final AccountService accounts;
    private final AuditOutbox audit;
    private final String platform;

    Confirmation(Tickets tickets, Mailbox mailbox, AccountService accounts, AuditOutbox audit, TokenConfig tokens) {
        this.tickets = tickets;
        this.mailbox = mailbox;
        this.accounts = accounts;
        this.audit = audit;
        this.platform = tokens.issuer();
    }

    /// Sends a link; links sent before do not count any more. Joins the current transaction.
    public Uni<Void> ask(UUID account, String email) {
        return tickets.withdraw(Purpose.EMAIL_VERIFICATION, account)
                .chain(() -> tickets.issue(Purpose.EMAIL_VERIFICATION, account, email, LIFE))
                .chain(secret -> mailbox.post(
                        MailKind.VERIFY_EMAIL,
                        email,
                        Map.of("link", platform + "/verify-email#" + secret, "hours", Long.toString(LIFE.toHours()))));
    }

    /// Confirms the address that a link was sent to.
    Uni<Void> confirm(String secret) {
        return tickets.burn(Purpose.EMAIL_VERIFICATION, secret)
                .chain(ticket -> {
                    Tickets.Ticket known = ticket.orElseThrow(
                            () -> AccountProblem.LINK_NOT_VALID.because("It was used or is too old; ask for another"));
                    return accounts.byId(known.account())
                            .chain(before ->
                                    Panache.withTransaction(() -> settle(before.orElseThrow(), known.payload())));
                })
                .onFailure(ConstraintViolationException.class)
                .transform(taken -> AccountProblem.EMAIL_TAKEN.because("Another account has this address by now"));
    }

    private Uni<Void> settle(Account before, String email) {
        boolean changed = before.email() != null && !before.email().equals(email);
        AuditEvent event =
                AuditEvent.of(before.id(), "account.email-confirmed", "account", Map.of(), Map.of("email", email));
        return accounts.confirmEmail(before.id(), email)
                .chain(() -> changed
                        ? tickets.withdraw(Purpose.PASSWORD_RESET, before.id())
                        : Uni.createFrom().voidItem())
                .chain(() -> audit.record(event))
                .chain(() -> changed
                        ? mailbox.notice(before.email(), "Your account has another e-mail address now")
                        : Uni.createFrom().voidItem());
    }
}
