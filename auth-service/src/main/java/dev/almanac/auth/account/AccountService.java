package dev.almanac.auth.account;

import dev.almanac.kit.Ids;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.exception.ConstraintViolationException;

/// Opens accounts and recognises their owners.
@ApplicationScoped
public class AccountService {

    private final AccountRepository accounts;
    private final PasswordHasher hasher;
    private final PasswordConfig config;
    private final AuditOutbox audit;

    AccountService(AccountRepository accounts, PasswordHasher hasher, PasswordConfig config, AuditOutbox audit) {
        this.accounts = accounts;
        this.hasher = hasher;
        this.config = config;
        this.audit = audit;
    }

    public Uni<Outcome> register(Registration registration) {
        Optional<String> refusal = PasswordRules.refusal(registration, config);
        if (refusal.isPresent()) {
            return Uni.createFrom().item(new Outcome.WeakPassword(refusal.get()));
        }
        return hasher.hash(registration.password())
                .chain(hash -> Panache.withTransaction(() -> store(registration, hash)))
                .onFailure(ConstraintViolationException.class)
                .recoverWithItem(AccountService::lostRace);
    }

    /// Checks a password. Unknown, wrong and disabled cost and answer the same.
    public Uni<Outcome> recognise(String email, String password) {
        return Panache.withSession(() -> accounts.byEmail(email.strip().toLowerCase(Locale.ROOT)))
                .chain(found -> hasher.matches(password, found == null ? null : found.passwordHash)
                        .chain(matches -> settle(found, matches && found.active, password)));
    }

    public Uni<Optional<Account>> byId(UUID id) {
        return Panache.withSession(() -> accounts.findById(id))
                .map(found -> Optional.ofNullable(found).map(Account::of));
    }

    private Uni<Outcome> store(Registration registration, String hash) {
        AccountEntity account = new AccountEntity();
        account.id = Ids.next();
        account.email = registration.email().strip().toLowerCase(Locale.ROOT);
        account.username = registration.username();
        account.fullName = registration.fullName();
        account.passwordHash = hash;
        account.roles = new String[] {"user"};
        account.active = true;
        account.createdAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        AuditEvent event =
                AuditEvent.of(account.id, "account.registered", "account", Map.of(), Map.of("email", account.email));
        return accounts.persistAndFlush(account)
                .chain(() -> audit.record(event))
                .map(done -> new Outcome.Known(Account.of(account)));
    }

    private static Outcome lostRace(ConstraintViolationException e) {
        return "account_username".equals(e.getConstraintName())
                ? new Outcome.UsernameTaken()
                : new Outcome.EmailTaken();
    }

    private Uni<Outcome> settle(AccountEntity found, boolean recognised, String password) {
        if (!recognised) {
            Uni<Void> told = found == null ? Uni.createFrom().voidItem() : tellFailure(found.id);
            return told.replaceWith(new Outcome.NotRecognised());
        }
        if (!hasher.isOutdated(found.passwordHash)) {
            return Uni.createFrom().item(new Outcome.Known(Account.of(found)));
        }
        return hasher.hash(password)
                .chain(hash -> Panache.withTransaction(
                        () -> accounts.update("passwordHash = ?1 where id = ?2", hash, found.id)))
                .replaceWith(new Outcome.Known(Account.of(found)));
    }

    private Uni<Void> tellFailure(UUID account) {
        AuditEvent event = AuditEvent.of(account, "session.refused", "account", Map.of(), Map.of());
        return Panache.withTransaction(() -> audit.record(event));
    }

    /// What became of a registration or a sign-in.
    public sealed interface Outcome {

        record Known(Account account) implements Outcome {}

        record NotRecognised() implements Outcome {}

        record EmailTaken() implements Outcome {}

        record UsernameTaken() implements Outcome {}

        record WeakPassword(String reason) implements Outcome {}
    }
}
