package dev.almanac.auth.internal;

import dev.almanac.auth.account.AccountService;
import dev.almanac.auth.key.TokenIssuer;
import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;

/// Issues tokens for background work. Open to tokenless callers because each proves itself with its bootstrap secret;
/// the gateway never routes here.
@Path("/internal/token")
@PermitAll
public class ServiceTokenResource {

    private static final Set<String> SCOPES = Set.of("events:append", "series:read");

    private final InternalConfig config;
    private final AccountService accounts;
    private final TokenIssuer issuer;

    ServiceTokenResource(InternalConfig config, AccountService accounts, TokenIssuer issuer) {
        this.config = config;
        this.accounts = accounts;
        this.issuer = issuer;
    }

    @POST
    @Operation(hidden = true)
    public Uni<Issued> issue(@RestHeader("Authorization") String authorization, @NotNull @Valid Request request) {
        String service = authenticated(authorization);
        if (!SCOPES.contains(request.scope())) {
            throw CommonProblem.FORBIDDEN.because("No service may have the scope " + request.scope());
        }
        if (request.subject() == null) {
            return Uni.createFrom().item(issued(service, service, request));
        }
        return accounts.byId(UUID.fromString(request.subject()))
                .map(account -> account.filter(found -> found.active())
                        .map(found -> issued(service, request.subject(), request))
                        .orElseThrow(() -> CommonProblem.FORBIDDEN.because("The account is gone or disabled")));
    }

    private Issued issued(String service, String subject, Request request) {
        String token = issuer.forService(service, request.audience(), subject, request.scope());
        return new Issued(token, issuer.serviceLife().toSeconds());
    }

    private String authenticated(String authorization) {
        if (authorization != null && authorization.startsWith("Basic ")) {
            byte[] decoded = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
            String[] parts = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            String expected = config.services().get(parts[0]);
            if (expected != null && parts.length == 2 && same(expected, parts[1])) {
                return parts[0];
            }
        }
        throw CommonProblem.UNAUTHENTICATED.because("A service proves itself with its bootstrap secret");
    }

    private static boolean same(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /// @param subject the user in whose name the work is done; null for the service itself
    public record Request(
            @NotNull String audience,
            String subject,
            @NotNull String scope) {}

    /// @param expiresIn seconds
    public record Issued(String accessToken, long expiresIn) {}
}
