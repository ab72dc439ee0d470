package dev.almanac.kit.security;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Asks auth-service, which holds the answer back until there is something to tell.
@ApplicationScoped
@DefaultBean
class HttpRevocationFeed implements RevocationFeed {

    private final RevocationClient auth;
    private final BootstrapSecret secret;

    HttpRevocationFeed(@RestClient RevocationClient auth, BootstrapSecret secret) {
        this.auth = auth;
        this.secret = secret;
    }

    @Override
    public Uni<Revocation.Batch> after(long number) {
        return auth.after(secret.authorization(), number);
    }

    @RegisterRestClient(configKey = "auth")
    @Path("/internal/revocations")
    interface RevocationClient {

        @GET
        @Timeout(40_000)
        Uni<Revocation.Batch> after(
                @HeaderParam("Authorization") String authorization, @QueryParam("after") long after);
    }
}
