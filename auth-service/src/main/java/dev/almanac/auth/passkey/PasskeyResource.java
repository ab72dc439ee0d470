package dev.almanac.auth.passkey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.session.CredentialChange;
import dev.almanac.auth.session.StepUp;
import dev.almanac.kit.security.Caller;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestResponse;

/// The passkeys of whoever is signed in.
@Path("/api/v1/auth/passkeys")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class PasskeyResource {

    private final PasskeyService passkeys;
    private final AccountService accounts;
    private final CredentialChange change;
    private final StepUp stepUp;
    private final JsonWebToken token;

    PasskeyResource(
            PasskeyService passkeys,
            AccountService accounts,
            CredentialChange change,
            StepUp stepUp,
            JsonWebToken token) {
        this.passkeys = passkeys;
        this.accounts = accounts;
        this.change = change;
        this.stepUp = stepUp;
        this.token = token;
    }

    @GET
    public Uni<List<PasskeyView>> list() {
        return passkeys.list(Caller.of(token).userId());
    }

    @POST
    @Path("/registration/options")
    public Uni<Map<String, Object>> options() {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> accounts.byId(caller.userId()))
                .chain(account -> passkeys.registrationOptions(account.orElseThrow()));
    }

    @POST
    @Path("/registration")
    public Uni<RestResponse<PasskeyView>> register(
            @QueryParam("name") @Size(max = 100) String name, @NotNull JsonNode credential) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> accounts.byId(caller.userId()))
                .chain(account -> passkeys.register(account.orElseThrow(), credential, name))
                .call(() -> Panache.withTransaction(
                        () -> stepUp.proved(caller.userId(), caller.sessionId(), Set.of("passkey"))
                                .chain(() -> change.follows(caller, "A passkey was added"))))
                .map(passkey -> RestResponse.status(RestResponse.Status.CREATED, passkey));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> remove(@PathParam("id") UUID id) {
        Caller caller = Caller.of(token);
        return stepUp.require(caller)
                .chain(() -> passkeys.remove(caller.userId(), id))
                .chain(() -> Panache.withTransaction(() -> change.follows(caller, "A passkey was removed")));
    }
}
