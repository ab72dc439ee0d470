package dev.almanac.forecast.notice;

import dev.almanac.kit.security.BootstrapSecret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// auth-service as notices see it: it knows people's addresses and what they want mailed.
@ApplicationScoped
class NoticeClient {

    private static final Set<Integer> REFUSALS = Set.of(400, 413, 422);

    private final Client client;
    private final BootstrapSecret secret;

    NoticeClient(@RestClient Client client, BootstrapSecret secret) {
        this.client = client;
        this.secret = secret;
    }

    /// @return false when it will never take them, all or none; fails when asking again may help
    Uni<Boolean> take(List<Told> notices) {
        return client.take(secret.authorization(), new Batch(notices))
                .replaceWith(true)
                .onFailure(e -> e instanceof WebApplicationException answer
                        && REFUSALS.contains(answer.getResponse().getStatus()))
                .recoverWithItem(false);
    }

    /// @param id the same when it is told again
    record Told(UUID id, String kind, Set<UUID> people, UUID team, String what, String path, Instant happenedAt) {}

    record Batch(List<Told> notices) {}

    @RegisterRestClient(configKey = "auth")
    @Path("/internal/notices")
    interface Client {

        @POST
        @Timeout(5_000)
        Uni<Void> take(@HeaderParam("Authorization") String authorization, Batch batch);
    }
}
