package dev.almanac.auth.admin;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountProblem;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.NewAccount;
import dev.almanac.auth.account.Roles;
import dev.almanac.auth.password.PasswordService;
import dev.almanac.auth.password.Strangers;
import dev.almanac.auth.ticket.Purpose;
import dev.almanac.auth.ticket.Tickets;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.security.TokenConfig;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Makes the first administrator, without a default credential: as long as there is none, each start writes a link
/// into the log that works once, for whoever `ALMANAC_ADMIN_EMAIL` names; or it takes a password from
/// `ALMANAC_ADMIN_PASSWORD` that the first sign-in must change.
@ApplicationScoped
class FirstAdmin {

    private static final Logger LOG = Logger.getLogger(FirstAdmin.class);
    private static final Duration LIFE = Duration.ofHours(24);
    private static final Set<String> ROLES = Set.of(Roles.ADMIN, Roles.USER);

    private final AccountService accounts;
    private final PasswordService passwords;
    private final Strangers strangers;
    private final Tickets tickets;
    private final AuditOutbox audit;
    private final Optional<String> email;
    private final Optional<String> password;
    private final String platform;

    FirstAdmin(
            AccountService accounts,
            PasswordService passwords,
            Strangers strangers,
            Tickets tickets,
            AuditOutbox audit,
            @ConfigProperty(name = "almanac.admin-email") Optional<String> email,
            @ConfigProperty(name = "almanac.admin-password") Optional<String> password,
            TokenConfig tokens) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.strangers = strangers;
        this.tickets = tickets;
        this.audit = audit;
        this.email = email;
        this.password = password;
        this.platform = tokens.issuer();
    }

    void start(@Observes StartupEvent event) throws Throwable {
        if (email.isPresent() && !VertxContextSupport.subscribeAndAwait(accounts::anyAdmin)) {
            if (password.isPresent()) {
                VertxContextSupport.subscribeAndAwait(() -> withPassword(email.get(), password.get()));
            } else {
                VertxContextSupport.subscribeAndAwait(() -> withLink(email.get()));
            }
        }
    }

    private Uni<Void> withLink(String address) {
        return Panache.withTransaction(() -> tickets.withdrawAll(Purpose.SET_UP)
                        .chain(() -> tickets.issue(Purpose.SET_UP, null, address, LIFE)))
                .invoke(secret -> LOG.infof(
                        "There is no administrator yet. %s becomes one here, once, within %d hours: %s/set-up#%s",
                        address, LIFE.toHours(), platform, secret))
                .replaceWithVoid();
    }

    private Uni<Void> withPassword(String address, String initial) {
        passwords.requireAcceptable(initial, List.of(address), true);
        return passwords
                .hash(initial)
                .chain(hash -> Panache.withTransaction(
                        () -> make(address, hash).chain(account -> accounts.setPassword(account.id(), hash, true))))
                .invoke(account -> LOG.infof("%s is the first administrator; the password must be changed", address))
                .replaceWithVoid();
    }

    /// Takes the link of the log.
    Uni<Void> setUp(String secret, String wanted) {
        return tickets.look(Purpose.SET_UP, secret)
                .chain(seen -> {
                    String address = seen.orElseThrow(FirstAdmin::linkNotValid).payload();
                    passwords.requireAcceptable(wanted, List.of(address), true);
                    return passwords
                            .hash(wanted)
                            .chain(hash -> tickets.burn(Purpose.SET_UP, secret).chain(burnt -> {
                                burnt.orElseThrow(FirstAdmin::linkNotValid);
                                return Panache.withTransaction(
                                        () -> accounts.anyAdmin().chain(any -> {
                                            if (any) {
                                                throw linkNotValid();
                                            }
                                            return make(address, hash);
                                        }));
                            }));
                })
                .replaceWithVoid();
    }

    /// Whoever had opened an account with that address before loses every way into it.
    private Uni<Account> make(String address, String hash) {
        return accounts.byEmail(address)
                .chain(known -> known.isEmpty()
                        ? accounts.add(new NewAccount(address, null, null, hash, ROLES, "set-up"))
                        : strangers
                                .remove(known.get().id())
                                .chain(() -> accounts.setPassword(known.get().id(), hash, false))
                                .chain(() -> accounts.setRights(known.get().id(), ROLES, true)))
                .chain(account -> accounts.confirmEmail(account.id(), account.email()))
                .call(account -> audit.record(AuditEvent.of(
                        account.id(), "account.made-admin", "account", Map.of("origin", "set-up"), Map.of())));
    }

    private static RuntimeException linkNotValid() {
        return AccountProblem.LINK_NOT_VALID.because("It was used, or there is an administrator by now");
    }
}
