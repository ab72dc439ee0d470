package dev.almanac.auth.session;

import dev.almanac.auth.account.Account;
import dev.almanac.auth.account.AccountService;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// What a signed-in person can see and end of their own.
@Path("/api/v1/auth")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class MeResource {

    private final AccountService accounts;
    private final SessionService sessions;
    private final JsonWebToken token;

    MeResource(AccountService accounts, SessionService sessions, JsonWebToken token) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.token = token;
    }

    @GET
    @Path("/me")
    public Uni<Account> me() {
        return accounts.byId(Caller.of(token).userId())
                .map(found -> found.orElseThrow(() -> CommonProblem.UNAUTHENTICATED.because("This account is gone")));
    }

    @GET
    @Path("/profile")
    public Uni<Account> profile() {
        return me();
    }

    @GET
    @Path("/verify")
    public TokenFacts verify() {
        return new TokenFacts(true, token.getSubject(), token.getGroups(), token.getExpirationTime());
    }

    @GET
    @Path("/sessions")
    public Uni<List<SessionView>> sessions() {
        Caller caller = Caller.of(token);
        return sessions.list(caller.userId(), caller.sessionId());
    }

    @DELETE
    @Path("/sessions/{id}")
    public Uni<Void> revoke(@PathParam("id") UUID id) {
        return sessions.revoke(Caller.of(token).userId(), id)
                .invoke(found -> {
                    if (!found) {
                        throw CommonProblem.NOT_FOUND.because("No session " + id + " of yours");
                    }
                })
                .replaceWithVoid();
    }

    /// @param exp seconds since 1970
    public record TokenFacts(boolean valid, String sub, Set<String> groups, long exp) {}
}
