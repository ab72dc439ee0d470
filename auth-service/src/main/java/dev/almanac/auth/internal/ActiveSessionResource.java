package dev.almanac.auth.internal;

import dev.almanac.auth.account.AccountService;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;

/// Takes the number of a user's active sandbox sessions from forecast-service, which proves itself with its bootstrap
/// secret.
@Path("/internal/active-sessions")
@PermitAll
public class ActiveSessionResource {

    private final Services services;
    private final AccountService accounts;

    ActiveSessionResource(Services services, AccountService accounts) {
        this.services = services;
        this.accounts = accounts;
    }

    @POST
    @Operation(hidden = true)
    public Uni<Void> set(@RestHeader("Authorization") String authorization, @NotNull @Valid Count count) {
        services.authenticated(authorization);
        return Panache.withTransaction(() -> accounts.setSandboxSessions(count.user(), count.count()));
    }

    /// @param count of sandbox sessions that are active
    public record Count(@NotNull UUID user, @PositiveOrZero int count) {}
}
