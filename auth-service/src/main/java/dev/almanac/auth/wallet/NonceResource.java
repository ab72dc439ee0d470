package dev.almanac.auth.wallet;

import dev.almanac.auth.account.AccountService;
import dev.almanac.kit.problem.CommonProblem;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;

/// Texts for wallets to sign. Open to everybody, since signing in begins here; a text that links a wallet needs an
/// access token, because it names the account.
@Path("/api/v1/auth/nonce")
@PermitAll
public class NonceResource {

    private final WalletService wallets;
    private final AccountService accounts;
    private final CurrentIdentityAssociation identity;

    NonceResource(WalletService wallets, AccountService accounts, CurrentIdentityAssociation identity) {
        this.wallets = wallets;
        this.accounts = accounts;
        this.identity = identity;
    }

    @POST
    public Uni<NonceView> issue(@NotNull @Valid NonceRequest request) {
        if (!request.isLink()) {
            return wallets.forSignIn(request.address());
        }
        return identity.getDeferredIdentity().chain(known -> {
            if (known.isAnonymous()) {
                throw CommonProblem.UNAUTHENTICATED.because("To link a wallet, sign in first");
            }
            return accounts.byId(UUID.fromString(known.getPrincipal().getName()))
                    .chain(account -> wallets.forLink(request.address(), account.orElseThrow()));
        });
    }
}
