package dev.almanac.auth.signin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.AccountService.Credentials;
import dev.almanac.auth.activity.Watch;
import dev.almanac.auth.attempt.Attempts;
import dev.almanac.auth.device.Client;
import dev.almanac.auth.device.Devices;
import dev.almanac.auth.factor.SecondFactors;
import dev.almanac.auth.passkey.PasskeyService;
import dev.almanac.auth.password.PasswordService;
import dev.almanac.auth.session.Rights;
import dev.almanac.auth.session.SessionService;
import dev.almanac.auth.ticket.Purpose;
import dev.almanac.auth.ticket.Tickets;
import dev.almanac.auth.wallet.WalletProof;
import dev.almanac.auth.wallet.WalletService;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.ProblemException;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Lets people in. Whatever is wrong with a name and a password - no such account, another password, none at all, an
/// address that waits for confirmation, too many guesses, a disabled account - costs the same work and ends the same.
@ApplicationScoped
class SignInService {

    private static final Logger LOG = Logger.getLogger(SignInService.class);
    private static final UUID NOBODY = new UUID(0, 0);
    private static final Duration CHALLENGE_LIFE = Duration.ofMinutes(5);

    private final AccountService accounts;
    private final PasswordService passwords;
    private final WalletService wallets;
    private final PasskeyService passkeys;
    private final SecondFactors factors;
    private final TypedCodes codes;
    private final SessionService sessions;
    private final Devices devices;
    private final Attempts attempts;
    private final Watch watch;
    private final Tickets tickets;
    private final AuditOutbox audit;
    private final SignUpRule rule;

    SignInService(
            AccountService accounts,
            PasswordService passwords,
            WalletService wallets,
            PasskeyService passkeys,
            SecondFactors factors,
            TypedCodes codes,
            SessionService sessions,
            Devices devices,
            Attempts attempts,
            Watch watch,
            Tickets tickets,
            AuditOutbox audit,
            SignUpRule rule) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.wallets = wallets;
        this.passkeys = passkeys;
        this.factors = factors;
        this.codes = codes;
        this.sessions = sessions;
        this.devices = devices;
        this.attempts = attempts;
        this.watch = watch;
        this.tickets = tickets;
        this.audit = audit;
        this.rule = rule;
    }

    Uni<Outcome> byPassword(Login login, Client client) {
        String name = login.email().strip().toLowerCase(Locale.ROOT);
        return passwords.inTurn(() -> byPassword(name, login, client));
    }

    private Uni<Outcome> byPassword(String name, Login login, Client client) {
        return Panache.withTransaction(() -> prepared(name, client))
                .chain(attempt -> passwords
                        .matches(login.password(), attempt.comparable())
                        .chain(right -> right
                                ? right(attempt, login, client)
                                : refused(name, attempt.account(), client).replaceWith(new Outcome.NotRecognised())));
    }

    Uni<Outcome> byWallet(WalletProof proof, Client client) {
        return wallets.signIn(proof)
                .onFailure(ProblemException.class)
                .call(() -> recorded(NOBODY, client))
                .chain(account -> enter(account, Set.of("wallet"), client));
    }

    Uni<Outcome> byPasskey(JsonNode assertion, Client client) {
        return passkeys.recognise(assertion)
                .onFailure(ProblemException.class)
                .call(() -> recorded(NOBODY, client))
                .chain(account -> enter(account, Set.of("passkey"), client));
    }

    /// Goes on after a first factor, with the second one.
    Uni<Outcome> bySecondFactor(SecondProof proof, Client client) {
        return tickets.burn(Purpose.SECOND_FACTOR, proof.challenge())
                .map(ticket -> ticket.orElseThrow(
                        () -> SignInProblem.CHALLENGE_NOT_VALID.because("The challenge was used or is too old")))
                .chain(ticket -> accounts.byId(ticket.account()).chain(found -> {
                    Account account = found.orElseThrow();
                    return second(account, ticket.payload(), proof, client);
                }));
    }

    /// Signs in whoever has just opened an account.
    Uni<SessionService.SignedIn> first(Account account, Client client) {
        return Panache.withTransaction(() -> devices.see(account.id(), client)
                .chain(seen -> sessions.open(account, Set.of("pwd"), client, seen.secret(), true)));
    }

    private Uni<Attempt> prepared(String name, Client client) {
        return accounts.credentials(name)
                .chain(found -> known(found, client)
                        .chain(knownDevice -> attempts.begin(
                                        name, client.address(), client.device().filter(secret -> knownDevice))
                                .map(admitted -> new Attempt(name, found, knownDevice, admitted && maySignIn(found)))));
    }

    private Uni<Boolean> known(Optional<Credentials> found, Client client) {
        return devices.knows(found.map(one -> one.account().id()).orElse(NOBODY), client);
    }

    private boolean maySignIn(Optional<Credentials> found) {
        return found.map(Credentials::account)
                .filter(Account::active)
                .filter(account -> account.emailVerified() || !rule.verifiesFirst())
                .isPresent();
    }

    private Uni<Outcome> right(Attempt attempt, Login login, Client client) {
        Account account = attempt.known().orElseThrow().account();
        Optional<String> device = client.device().filter(secret -> attempt.knownDevice());
        return Panache.withTransaction(() -> attempts.succeeded(attempt.name(), client.address(), device))
                .chain(() -> login.otp() == null
                        ? enter(account, Set.of("pwd"), client)
                        : typed(account, Set.of("pwd"), login.otp(), client));
    }

    private Uni<Outcome> second(Account account, String before, SecondProof proof, Client client) {
        Set<String> methods = Set.of(before.split(" "));
        if (!proof.hasPasskey()) {
            return typed(account, methods, proof.otp() == null ? "" : proof.otp(), client);
        }
        return passkeys.recognise(proof.passkey())
                .chain(owner -> owner.id().equals(account.id())
                        ? enter(account, with(methods, "passkey"), client)
                        : challengedAgain(account, methods));
    }

    private Uni<Outcome> typed(Account account, Set<String> methods, String code, Client client) {
        return codes.check(account.id(), code)
                .chain(method -> method.isPresent()
                        ? enter(account, with(methods, method.get()), client)
                        : refused(account.id().toString(), account.id(), client)
                                .chain(() -> challengedAgain(account, methods)));
    }

    /// The last step: a second factor where there is one, a new password where it must be, then a session.
    private Uni<Outcome> enter(Account account, Set<String> methods, Client client) {
        if (!account.active()) {
            return recorded(account.id(), client).replaceWith(new Outcome.Disabled());
        }
        return Panache.withSession(() -> factors.of(account.id())).chain(kinds -> {
            if (!kinds.isEmpty() && !Rights.isMultiFactor(methods)) {
                return Panache.withTransaction(() -> challenged(account, methods, kinds, false));
            }
            if (account.passwordExpired() && methods.contains("pwd")) {
                return Panache.withTransaction(() -> passwords.resetTicket(account.id()))
                        .map(Outcome.PasswordExpired::new);
            }
            return Panache.withTransaction(() -> accounts.isUnchanged(account)
                            .chain(unchanged -> unchanged
                                    ? opened(account, methods, client)
                                    : Uni.createFrom().<Outcome>item(new Outcome.NotRecognised())))
                    .call(() -> endBefore(client));
        });
    }

    private Uni<Outcome> opened(Account account, Set<String> methods, Client client) {
        return devices.see(account.id(), client)
                .chain(seen -> watch.signedIn(account, client, seen)
                        .chain(trusted -> sessions.open(account, methods, client, seen.secret(), trusted)))
                .map(Outcome.In::new);
    }

    /// The session that the browser had before ends: whoever signs in again means to begin anew.
    private Uni<Void> endBefore(Client client) {
        return client.session()
                .map(sessions::close)
                .orElseGet(() -> Uni.createFrom().voidItem())
                .onFailure()
                .invoke(e -> LOG.warnf("An earlier session could not be ended: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Outcome> challengedAgain(Account account, Set<String> methods) {
        return Panache.withTransaction(
                () -> factors.of(account.id()).chain(kinds -> challenged(account, methods, kinds, true)));
    }

    private Uni<Outcome> challenged(Account account, Set<String> methods, List<String> kinds, boolean failed) {
        return tickets.issue(
                        Purpose.SECOND_FACTOR, account.id(), String.join(" ", new TreeSet<>(methods)), CHALLENGE_LIFE)
                .map(challenge -> new Outcome.SecondFactorNeeded(challenge, kinds, failed));
    }

    /// The same writes, whether there is such an account or not.
    private Uni<Void> refused(String name, UUID account, Client client) {
        return Panache.withTransaction(() -> refusal(account, client).chain(() -> watch.failed(name, client)));
    }

    private Uni<Void> recorded(UUID account, Client client) {
        return Panache.withTransaction(() -> refusal(account, client));
    }

    private Uni<Void> refusal(UUID account, Client client) {
        AuditEvent event =
                AuditEvent.of(account, "session.refused", "account", Map.of(), Map.of("address", client.address()));
        return audit.record(event);
    }

    private static Set<String> with(Set<String> methods, String more) {
        Set<String> all = new TreeSet<>(methods);
        all.add(more);
        return all;
    }

    /// @param admitted whether the password is compared at all
    private record Attempt(String name, Optional<Credentials> known, boolean knownDevice, boolean admitted) {

        UUID account() {
            return known.map(found -> found.account().id()).orElse(NOBODY);
        }

        Optional<Credentials> comparable() {
            return known.filter(found -> admitted);
        }
    }

    /// How far somebody has come.
    sealed interface Outcome {

        record In(SessionService.SignedIn signedIn) implements Outcome {}

        record NotRecognised() implements Outcome {}

        record Disabled() implements Outcome {}

        /// @param failed whether one was given that is not right
        record SecondFactorNeeded(String challenge, List<String> kinds, boolean failed) implements Outcome {}

        /// @param ticket sets the new password
        record PasswordExpired(String ticket) implements Outcome {}
    }
}
