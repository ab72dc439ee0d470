package dev.almanac.forecast.council;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/// auth-service as a signed vote sees it: the voter's own token goes along.
@RegisterRestClient(configKey = "auth")
@Path("/api/v1/auth/me")
interface WalletClient {

    @GET
    @Timeout(5_000)
    Uni<Me> me(@HeaderParam("Authorization") String authorization);

    /// What a vote is told when auth-service does not tell its wallets.
    static Throwable refusal(Throwable failure) {
        return failure instanceof WebApplicationException answer
                        && answer.getResponse().getStatus() == CommonProblem.FORBIDDEN.status()
                ? CommonProblem.FORBIDDEN.because("The API key needs the scope account:read as well")
                : CommonProblem.UNAVAILABLE.because("auth-service does not answer; try again later");
    }

    /// What matters of a profile.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Me(List<Wallet> wallets) {}

    /// A wallet that is linked to the account.
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Wallet(String address) {}
}
