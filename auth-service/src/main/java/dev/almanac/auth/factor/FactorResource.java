package dev.almanac.auth.factor;

import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.session.CredentialChange;
import dev.almanac.auth.session.StepUp;
import dev.almanac.kit.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The authenticator app and the recovery codes of whoever is signed in. Each change ends their other sessions and is
/// told by mail.
@Path("/api/v1/auth/mfa")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class FactorResource {

    private final Factors factors;
    private final RecoveryCodes recovery;
    private final AccountService accounts;
    private final CredentialChange change;
    private final StepUp stepUp;
    private final JsonWebToken token;

    FactorResource(
            Factors factors,
            RecoveryCodes recovery,
            AccountService accounts,
            CredentialChange change,
            StepUp stepUp,
            JsonWebToken token) {
        this.factors = factors;
        this.recovery = recovery;
        this.accounts = accounts;
        this.change = change;
        this.stepUp = stepUp;
        this.token = token;
    }

    @POST
    @Path("/totp")
    public Uni<Factors.Enrolment> begin() {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> accounts.byId(caller.userId()))
                .chain(account -> factors.begin(account.orElseThrow()));
    }

    @POST
    @Path("/totp/confirm")
    public Uni<CodesView> confirm(@NotNull @Valid CodeRequest request) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> Panache.withTransaction(() -> factors.confirm(caller.userId(), request.code())
                        .call(() -> stepUp.proved(caller.userId(), caller.sessionId(), Set.of("otp")))
                        .call(() -> change.follows(caller, "An authenticator app was set up"))
                        .map(CodesView::new)));
    }

    @DELETE
    @Path("/totp")
    public Uni<Void> remove() {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> Panache.withTransaction(() -> factors.remove(caller.userId())
                        .chain(() -> change.follows(caller, "The authenticator app was removed"))));
    }

    /// Ten new recovery codes; the old ones are worthless.
    @POST
    @Path("/recovery-codes")
    public Uni<CodesView> renewCodes() {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> Panache.withTransaction(() -> recovery.renew(caller.userId())
                        .call(() -> change.follows(caller, "New recovery codes were made"))
                        .map(CodesView::new)));
    }

    /// @param recoveryCodes shown once
    public record CodesView(List<String> recoveryCodes) {}
}
