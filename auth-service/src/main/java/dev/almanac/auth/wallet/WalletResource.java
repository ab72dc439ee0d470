package dev.almanac.auth.wallet;

import dev.almanac.auth.session.CredentialChange;
import dev.almanac.auth.session.StepUp;
import dev.almanac.kit.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestResponse;

/// The wallets of whoever is signed in.
@Path("/api/v1/auth/wallets")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class WalletResource {

    private final WalletService wallets;
    private final CredentialChange change;
    private final StepUp stepUp;
    private final JsonWebToken token;

    WalletResource(WalletService wallets, CredentialChange change, StepUp stepUp, JsonWebToken token) {
        this.wallets = wallets;
        this.change = change;
        this.stepUp = stepUp;
        this.token = token;
    }

    @GET
    public Uni<List<WalletView>> list() {
        return wallets.list(Caller.of(token).userId());
    }

    /// Links a wallet that has signed a text of `POST /auth/nonce` with purpose `link`.
    @POST
    public Uni<RestResponse<WalletView>> link(@NotNull @Valid WalletProof proof) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> wallets.link(caller.userId(), proof))
                .call(() -> told(caller, "A Sui wallet was linked"))
                .map(wallet -> RestResponse.status(RestResponse.Status.CREATED, wallet));
    }

    @DELETE
    @Path("/{address}")
    public Uni<Void> unlink(@PathParam("address") String address) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> wallets.unlink(caller.userId(), address))
                .chain(() -> told(caller, "A Sui wallet was unlinked"));
    }

    private Uni<Void> told(Caller caller, String what) {
        return Panache.withTransaction(() -> change.follows(caller, what));
    }
}
