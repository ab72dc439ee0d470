package dev.almanac.auth.internal;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.key.TokenIssuer;
import dev.almanac.auth.session.Rights;
import dev.almanac.kit.problem.CommonProblem;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;

/// Issues tokens for background work. Open to tokenless callers because each proves itself with its bootstrap secret;
/// the gateway never routes here.
@Path("/internal/token")
@PermitAll
public class ServiceTokenResource {

    private final Services services;
    private final AccountService accounts;
    private final Rights rights;
    private final TokenIssuer issuer;

    ServiceTokenResource(Services services, AccountService accounts, Rights rights, TokenIssuer issuer) {
        this.services = services;
        this.accounts = accounts;
        this.rights = rights;
        this.issuer = issuer;
    }

    @POST
    @Operation(hidden = true)
    public Uni<Issued> issue(@RestHeader("Authorization") String authorization, @NotNull @Valid Request request) {
        String service = services.authenticated(authorization);
        services.requireScope(service, request.scope());
        if (request.subject() == null) {
            return Uni.createFrom().item(issued(issuer.forService(service, request.audience(), request.scope())));
        }
        return Panache.withSession(() -> accounts.byId(request.subject())
                .map(found -> found.filter(Account::active)
                        .orElseThrow(() -> CommonProblem.FORBIDDEN.because("The account is gone or disabled")))
                .chain(account -> rights.without(account, Set.of()))
                .map(bearer -> issued(issuer.forService(service, request.audience(), bearer, request.scope()))));
    }

    private Issued issued(String token) {
        return new Issued(token, issuer.serviceLife().toSeconds());
    }

    /// @param subject the user in whose name the work is done; null for the service itself
    public record Request(
            @NotNull String audience, UUID subject, @NotNull String scope) {}

    /// @param expiresIn seconds
    public record Issued(String accessToken, long expiresIn) {}
}
