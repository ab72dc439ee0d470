package dev.almanac.forecast.workflow;

import dev.almanac.kit.security.BootstrapSecret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// auth-service as workflows see it: it knows who is in which team now.
@ApplicationScoped
class MemberClient {

    private static final int NOT_FOUND = 404;

    private final Client client;
    private final BootstrapSecret secret;

    MemberClient(@RestClient Client client, BootstrapSecret secret) {
        this.client = client;
        this.secret = secret;
    }

    /// Whether somebody may make things that are to belong to an owner: themselves, or a team of theirs. Fails when
    /// asking again may help.
    Uni<Boolean> mayMake(UUID user, UUID owner) {
        return user.equals(owner)
                ? Uni.createFrom().item(true)
                : client.member(secret.authorization(), owner, user)
                        .map(member -> !member.role().equals("viewer"))
                        .onFailure(e -> e instanceof WebApplicationException answer
                                && answer.getResponse().getStatus() == NOT_FOUND)
                        .recoverWithItem(false);
    }

    /// @param role `owner`, `admin`, `member` or `viewer`
    record Member(String role) {}

    @RegisterRestClient(configKey = "auth")
    @Path("/internal/teams/{team}/members/{user}")
    interface Client {

        @GET
        @Timeout(5_000)
        Uni<Member> member(
                @HeaderParam("Authorization") String authorization,
                @PathParam("team") UUID team,
                @PathParam("user") UUID user);
    }
}
