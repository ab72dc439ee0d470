package dev.almanac.auth.signin;

import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.AccountService.Credentials;
import dev.almanac.auth.attempt.Attempts;
import dev.almanac.auth.device.Client;
import dev.almanac.auth.factor.SecondFactors;
import dev.almanac.auth.passkey.PasskeyService;
import dev.almanac.auth.password.PasswordService;
import dev.almanac.auth.session.StepUp;
import dev.almanac.auth.wallet.WalletService;
import dev.almanac.kit.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/// Takes proofs from somebody who is signed in already. Guessing here counts like guessing at the door.
@ApplicationScoped
class StepUpService {

    private final AccountService accounts;
    private final PasswordService passwords;
    private final WalletService wallets;
    private final PasskeyService passkeys;
    private final SecondFactors factors;
    private final TypedCodes codes;
    private final Attempts attempts;
    private final StepUp stepUp;

    StepUpService(
            AccountService accounts,
            PasswordService passwords,
            WalletService wallets,
            PasskeyService passkeys,
            SecondFactors factors,
            TypedCodes codes,
            Attempts attempts,
            StepUp stepUp) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.wallets = wallets;
        this.passkeys = passkeys;
        this.factors = factors;
        this.codes = codes;
        this.attempts = attempts;
        this.stepUp = stepUp;
    }

    Uni<Void> prove(Caller caller, StepUpProof proof, Client client) {
        UUID account = caller.userId();
        return methods(account, proof, client)
                .invoke(methods -> {
                    if (methods.isEmpty()) {
                        throw SignInProblem.STEP_UP_REFUSED.because(
                                "A passkey; or your password or wallet, with a code where you have second factors");
                    }
                })
                .chain(methods -> Panache.withTransaction(() -> stepUp.proved(account, caller.sessionId(), methods)));
    }

    private Uni<Set<String>> methods(UUID account, StepUpProof proof, Client client) {
        if (proof.hasPasskey()) {
            return passkeys.recognise(proof.passkey())
                    .map(owner -> owner.id().equals(account) ? Set.of("passkey") : Set.of());
        }
        return Panache.withSession(() -> factors.of(account))
                .chain(kinds -> first(account, proof, client)
                        .chain(first -> first.isEmpty()
                                ? Uni.createFrom().item(Set.of())
                                : second(account, kinds, first.get(), proof.otp())));
    }

    private Uni<Optional<String>> first(UUID account, StepUpProof proof, Client client) {
        if (proof.wallet() != null) {
            return wallets.belongsTo(account, proof.wallet())
                    .map(theirs -> theirs ? Optional.of("wallet") : Optional.empty());
        }
        if (proof.password() == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        String name = "step-up " + account;
        return Panache.withTransaction(() -> attempts.begin(name, client.address(), Optional.of(name)))
                .chain(admitted -> accounts.credentials(account)
                        .chain(known ->
                                passwords.matches(proof.password(), known.filter((Credentials found) -> admitted))))
                .chain(right -> right
                        ? Panache.withTransaction(() -> attempts.succeeded(name, client.address(), Optional.of(name)))
                                .replaceWith(Optional.of("pwd"))
                        : Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Set<String>> second(UUID account, List<String> kinds, String first, String code) {
        if (kinds.isEmpty()) {
            return Uni.createFrom().item(Set.of(first));
        }
        if (code == null) {
            return Uni.createFrom().item(Set.of());
        }
        return codes.check(account, code)
                .map(method -> method.isEmpty() ? Set.<String>of() : new TreeSet<>(Set.of(first, method.get())));
    }
}
