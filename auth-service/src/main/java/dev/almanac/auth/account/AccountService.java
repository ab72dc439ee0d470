package dev.almanac.auth.account;

import dev.almanac.auth.revocation.Revoker;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;

/// Opens, finds and changes accounts. Methods that change join the current transaction.
@ApplicationScoped
public class AccountService {

    private final AccountRepository accounts;
    private final AuditOutbox audit;
    private final Revoker revoker;

    AccountService(AccountRepository accounts, AuditOutbox audit, Revoker revoker) {
        this.accounts = accounts;
        this.audit = audit;
        this.revoker = revoker;
    }

    /// Opens an account in a transaction of its own.
    public Uni<Opening> open(NewAccount wanted) {
        return Panache.withTransaction(() -> add(wanted))
                .<Opening>map(Opening.Opened::new)
                .onFailure(ConstraintViolationException.class)
                .recoverWithItem(AccountService::lostRace);
    }

    /// Opens an account in the current transaction.
    ///
    /// @throws ConstraintViolationException when its address or name is taken
    public Uni<Account> add(NewAccount wanted) {
        AccountEntity account = new AccountEntity();
        account.id = Ids.next();
        account.email = wanted.email();
        account.username = wanted.username();
        account.fullName = wanted.fullName();
        account.passwordHash = wanted.passwordHash();
        account.roles = wanted.roles().toArray(String[]::new);
        account.active = true;
        account.plan = "free";
        account.createdAt = Moments.now();
        Map<String, String> personal = wanted.email() == null ? Map.of() : Map.of("email", wanted.email());
        AuditEvent event =
                AuditEvent.of(account.id, "account.registered", "account", Map.of("origin", wanted.origin()), personal);
        return accounts.persistAndFlush(account)
                .chain(() -> audit.record(event))
                .map(done -> Account.of(account));
    }

    public Uni<Optional<Account>> byId(UUID id) {
        return Panache.withSession(() -> accounts.findById(id))
                .map(found -> Optional.ofNullable(found).map(Account::of));
    }

    /// Those of them that are there, by id.
    public Uni<Map<UUID, Account>> byIds(List<UUID> ids) {
        return Panache.withSession(() -> accounts.list("id in ?1", ids))
                .map(found -> found.stream().map(Account::of).collect(Collectors.toMap(Account::id, one -> one)));
    }

    public Uni<Optional<Account>> byEmail(String email) {
        return credentials(email).map(found -> found.map(Credentials::account));
    }

    /// With the stored password hash, for those who compare it.
    public Uni<Optional<Credentials>> credentials(String email) {
        return Panache.withSession(() -> accounts.byEmail(email.strip().toLowerCase(Locale.ROOT)))
                .map(Credentials::of);
    }

    public Uni<Optional<Credentials>> credentials(UUID id) {
        return Panache.withSession(() -> accounts.findById(id)).map(Credentials::of);
    }

    public Uni<List<Account>> page(String pattern, UUID before, int count) {
        return Panache.withSession(() -> accounts.page(pattern.strip().toLowerCase(Locale.ROOT), before, count))
                .map(found -> found.stream().map(Account::of).toList());
    }

    public Uni<Boolean> anyAdmin() {
        return Panache.withSession(accounts::anyAdmin);
    }

    /// Refuses to let the last administrator go. Joins the current transaction.
    public Uni<Void> requireAnotherAdmin(UUID leaving) {
        return accounts.lockAdmins()
                .invoke(admins -> {
                    if (admins.equals(List.of(leaving))) {
                        throw AccountProblem.LAST_ADMIN.because("Make somebody else an administrator first");
                    }
                })
                .replaceWithVoid();
    }

    /// @param hash null removes the password
    /// @param expired whether the next sign-in must set another
    public Uni<Account> setPassword(UUID id, String hash, boolean expired) {
        return change(id, account -> {
            account.passwordHash = hash;
            account.passwordExpired = expired;
            account.passwordVersion++;
        });
    }

    /// Stores the same password in a newer form, unless it was changed since.
    public Uni<Void> rehash(UUID id, String before, String after) {
        return accounts.update("passwordHash = ?1 where id = ?2 and passwordHash = ?3", after, id, before)
                .replaceWithVoid();
    }

    /// Sets an address that its owner has confirmed.
    ///
    /// @throws ConstraintViolationException when another account has it
    public Uni<Account> confirmEmail(UUID id, String email) {
        return change(id, account -> {
                    account.email = email;
                    account.emailVerifiedAt = Moments.now();
                })
                .call(() -> accounts.flush());
    }

    /// @throws ConstraintViolationException when the username is taken
    public Uni<Account> rename(UUID id, Optional<String> username, Optional<String> fullName) {
        return change(id, account -> {
                    username.ifPresent(name -> account.username = name);
                    fullName.ifPresent(name -> account.fullName = name);
                })
                .call(() -> accounts.flush());
    }

    /// Changes what somebody may do; their access tokens end, since they tell of the old rights.
    public Uni<Account> setRights(UUID id, Set<String> roles, boolean active) {
        return change(id, account -> {
                    account.roles = roles.toArray(String[]::new);
                    account.active = active;
                })
                .call(() -> endTokens(id));
    }

    public Uni<Account> setPlan(UUID id, String plan, Long quotaUnits) {
        return change(id, account -> {
                    account.plan = plan;
                    account.quotaUnits = quotaUnits;
                })
                .call(() -> endTokens(id));
    }

    public Uni<Void> setSandboxSessions(UUID id, int count) {
        return accounts.update("sandboxSessions = ?1 where id = ?2", count, id).replaceWithVoid();
    }

    /// Ends all access tokens that somebody holds; sessions go on and get new ones.
    public Uni<Void> endTokens(UUID id) {
        return accounts.lock(id).chain(account -> {
            account.generation++;
            return revoker.user(id, account.generation);
        });
    }

    /// Removes the row and everything that hangs on it.
    public Uni<Void> remove(UUID id) {
        return endTokens(id)
                .chain(() -> accounts.flush())
                .chain(() -> accounts.deleteById(id))
                .replaceWithVoid();
    }

    /// Whether an account is still what it was when somebody began to sign in: active, and with the same password.
    /// Locks it, so that what changes it came before or follows.
    public Uni<Boolean> isUnchanged(Account seen) {
        return accounts.lock(seen.id())
                .map(now -> now != null && now.active && now.passwordVersion == seen.passwordVersion());
    }

    public Uni<Boolean> hasUsername(String username) {
        return username == null
                ? Uni.createFrom().item(false)
                : Panache.withSession(() -> accounts.count("lower(username) = lower(?1)", username))
                        .map(count -> count > 0);
    }

    /// Lets one transaction after the other work on an account.
    ///
    /// @return whether there is such an account
    public Uni<Boolean> lock(UUID id) {
        return accounts.lock(id).map(found -> found != null);
    }

    private Uni<Account> change(UUID id, Consumer<AccountEntity> change) {
        return accounts.lock(id).map(account -> {
            change.accept(account);
            return Account.of(account);
        });
    }

    private static Opening lostRace(Throwable failure) {
        return "account_username".equals(((ConstraintViolationException) failure).getConstraintName())
                ? new Opening.UsernameTaken()
                : new Opening.EmailTaken();
    }

    /// What became of a wish to open an account.
    public sealed interface Opening {

        record Opened(Account account) implements Opening {}

        record EmailTaken() implements Opening {}

        record UsernameTaken() implements Opening {}
    }

    /// @param passwordHash null without a password
    public record Credentials(Account account, String passwordHash) {

        static Optional<Credentials> of(AccountEntity entity) {
            return Optional.ofNullable(entity).map(found -> new Credentials(Account.of(found), found.passwordHash));
        }

        /// Without the hash.
        @Override
        public String toString() {
            return "Credentials[" + account.id() + "]";
        }
    }
}
