package dev.almanac.auth.session;

import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.mail.Mailbox;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/// What follows when somebody changes how they get in: their other sessions end, and they are told by mail.
@ApplicationScoped
public class CredentialChange {

    private final AccountService accounts;
    private final SessionService sessions;
    private final Mailbox mailbox;

    CredentialChange(AccountService accounts, SessionService sessions, Mailbox mailbox) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.mailbox = mailbox;
    }

    /// Joins the current transaction.
    ///
    /// @param what one sentence
    public Uni<Void> follows(Caller caller, String what) {
        return sessions.endAll(caller.userId(), caller.sessionId(), "factor-changed")
                .chain(() -> accounts.byId(caller.userId()))
                .chain(account -> mailbox.notice(account.orElseThrow().email(), what));
    }
}
