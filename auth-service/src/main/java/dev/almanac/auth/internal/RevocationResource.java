package dev.almanac.auth.internal;

import dev.almanac.auth.revocation.StoredRevocationFeed;
import dev.almanac.kit.security.Revocation;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;

/// Tells the other services what has ended; holds the answer back until there is something, twenty seconds at most.
/// Each caller proves itself with its bootstrap secret.
@Path("/internal/revocations")
@PermitAll
public class RevocationResource {

    private final Services services;
    private final StoredRevocationFeed feed;

    RevocationResource(Services services, StoredRevocationFeed feed) {
        this.services = services;
        this.feed = feed;
    }

    @GET
    @Operation(hidden = true)
    public Uni<Revocation.Batch> after(
            @RestHeader("Authorization") String authorization, @QueryParam("after") long after) {
        services.authenticated(authorization);
        return feed.after(after);
    }
}
