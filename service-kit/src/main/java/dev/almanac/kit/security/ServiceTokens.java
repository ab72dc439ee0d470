package dev.almanac.kit.security;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Tokens for work that outlives a request: auth-service issues one for a called service, a user and a narrow scope,
/// after this service has proved itself with its bootstrap secret. Tokens are reused until shortly before they end, or
/// until their subject's rights have changed.
@ApplicationScoped
public class ServiceTokens {

    private static final long RENEW_BEFORE_SECONDS = 30;

    private final AuthClient auth;
    private final BootstrapSecret secret;
    private final Revocations revocations;
    private final Map<TokenRequest, Issued> issued = new ConcurrentHashMap<>();

    ServiceTokens(@RestClient AuthClient auth, BootstrapSecret secret, Revocations revocations) {
        this.auth = auth;
        this.secret = secret;
        this.revocations = revocations;
    }

    /// @param audience the called service, such as `data-service`
    /// @param subject id of the user in whose name the call is made; null for the service itself
    /// @param scope what the token may be used for, such as `events:append`
    /// @return the value of an `Authorization` header
    public Uni<String> bearer(String audience, String subject, String scope) {
        TokenRequest request = new TokenRequest(audience, subject, scope);
        Issued known = issued.get(request);
        long generation = subject == null ? 0 : revocations.generationOf(UUID.fromString(subject));
        if (known != null && known.usableUntil().isAfter(Instant.now()) && known.generation() >= generation) {
            return Uni.createFrom().item(known.header());
        }
        return auth.token(secret.authorization(), request).map(answer -> {
            issued.values().removeIf(old -> old.usableUntil().isBefore(Instant.now()));
            Instant until = Instant.now().plusSeconds(answer.expiresIn() - RENEW_BEFORE_SECONDS);
            Issued fresh = new Issued("Bearer " + answer.accessToken(), until, generation);
            issued.put(request, fresh);
            return fresh.header();
        });
    }

    record TokenRequest(String audience, String subject, String scope) {}

    record TokenAnswer(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("expires_in") long expiresIn) {}

    /// @param generation of the subject's rights that was known when it was issued
    private record Issued(String header, Instant usableUntil, long generation) {}

    /// auth-service as background work sees it.
    @RegisterRestClient(configKey = "auth")
    @Path("/internal/token")
    interface AuthClient {

        @POST
        @Timeout(5_000)
        @Retry(maxRetries = 2, delay = 200)
        Uni<TokenAnswer> token(@HeaderParam("Authorization") String authorization, TokenRequest request);
    }
}
