package dev.almanac.auth.signin;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountProblem;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.account.AccountService.Opening;
import dev.almanac.auth.account.NewAccount;
import dev.almanac.auth.contact.Confirmation;
import dev.almanac.auth.device.Client;
import dev.almanac.auth.mail.MailKind;
import dev.almanac.auth.mail.Mailbox;
import dev.almanac.auth.password.PasswordService;
import dev.almanac.auth.session.SessionService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Opens accounts with an e-mail address and a password.
@ApplicationScoped
class SignUpService {

    private final AccountService accounts;
    private final PasswordService passwords;
    private final Confirmation confirmation;
    private final SignInService signIn;
    private final Mailbox mailbox;
    private final SignUpRule rule;

    SignUpService(
            AccountService accounts,
            PasswordService passwords,
            Confirmation confirmation,
            SignInService signIn,
            Mailbox mailbox,
            SignUpRule rule) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.confirmation = confirmation;
        this.signIn = signIn;
        this.mailbox = mailbox;
        this.rule = rule;
    }

    /// @return empty where the address has to be confirmed first, whether it is new or not
    Uni<Optional<SessionService.SignedIn>> register(Registration wanted, Client client) {
        return accounts.hasUsername(wanted.username())
                .invoke(taken -> {
                    if (taken) {
                        throw AccountProblem.USERNAME_TAKEN.because("Choose another username");
                    }
                })
                .chain(() -> passwords.fresh(wanted.password(), wanted.email(), wanted.username(), wanted.fullName()))
                .chain(hash -> accounts.open(new NewAccount(
                        wanted.email(), wanted.username(), wanted.fullName(), hash, Set.of("user"), "password")))
                .chain(opening -> switch (opening) {
                    case Opening.Opened(Account account) -> welcome(account, client);
                    case Opening.UsernameTaken() ->
                        throw AccountProblem.USERNAME_TAKEN.because("Choose another username");
                    case Opening.EmailTaken() -> taken(wanted.email());
                });
    }

    private Uni<Optional<SessionService.SignedIn>> welcome(Account account, Client client) {
        Uni<Void> asked = Panache.withTransaction(() -> confirmation.ask(account.id(), account.email()));
        return asked.chain(() -> rule.verifiesFirst()
                ? Uni.createFrom().item(Optional.<SessionService.SignedIn>empty())
                : signIn.first(account, client).map(Optional::of));
    }

    private Uni<Optional<SessionService.SignedIn>> taken(String email) {
        if (!rule.verifiesFirst()) {
            throw AccountProblem.EMAIL_TAKEN.because("Sign in, or use another address");
        }
        return Panache.withTransaction(() -> mailbox.post(MailKind.ACCOUNT_EXISTS, email.strip(), Map.of()))
                .replaceWith(Optional.empty());
    }
}
