package dev.almanac.forecast.dataset;

import dev.almanac.forecast.dataset.DatasetClient.Dataset;
import dev.almanac.forecast.series.SeriesInput;
import dev.almanac.kit.security.ServiceTokens;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.resteasy.reactive.RestQuery;

/// Datasets for work that goes on while nobody is signed in.
@ApplicationScoped
public class BackgroundDatasetClient {

    private static final int GONE = 404;
    private static final int FORBIDDEN = 403;

    private final Client client;
    private final ServiceTokens tokens;

    BackgroundDatasetClient(@RestClient Client client, ServiceTokens tokens) {
        this.client = client;
        this.tokens = tokens;
    }

    /// What became of the question.
    public sealed interface Outcome {
        record Ready(Dataset dataset) implements Outcome {}

        /// Asking again would not help.
        record Refused(String reason) implements Outcome {}
    }

    /// The newest version of a dataset, in a user's name. Fails when asking again may help.
    public Uni<Outcome> newest(UUID user, UUID id) {
        return tokens.bearer("data-service", user.toString(), "series:read")
                .chain(token -> client.newest(token, id))
                .map(BackgroundDatasetClient::usable)
                .onFailure(WebApplicationException.class)
                .recoverWithUni(BackgroundDatasetClient::refused);
    }

    /// Numbers of the newest versions; without what is gone. In this service's own name: numbers are all it learns.
    public Uni<Map<UUID, Integer>> newestVersions(List<UUID> ids) {
        return tokens.bearer("data-service", null, "series:read")
                .chain(token -> client.newestVersions(token, new Ids(ids)))
                .map(Versions::versions);
    }

    /// One series of a version, in a user's name; empty where there is none that the user may read.
    public Uni<Optional<SeriesInput>> named(UUID user, UUID id, int version, String series) {
        return tokens.bearer("data-service", user.toString(), "series:read")
                .chain(token -> client.named(token, id, version, series))
                .map(line -> Optional.of(line.placed().series()))
                .onFailure(e -> e instanceof WebApplicationException answer
                        && answer.getResponse().getStatus() == GONE)
                .recoverWithItem(Optional.empty());
    }

    private static Outcome usable(Dataset dataset) {
        return dataset.status().equals("ready")
                ? new Outcome.Ready(dataset)
                : new Outcome.Refused("The dataset waits for its mapping to be confirmed");
    }

    private static Uni<Outcome> refused(WebApplicationException answer) {
        return switch (answer.getResponse().getStatus()) {
            case GONE -> Uni.createFrom().item(new Outcome.Refused("The dataset is gone, or not shared any more"));
            case FORBIDDEN -> Uni.createFrom().item(new Outcome.Refused("Whoever set it up is gone or disabled"));
            default -> Uni.createFrom().failure(answer);
        };
    }

    /// data-service as background work sees it.
    @RegisterRestClient(configKey = "data")
    @Path("/internal/datasets")
    interface Client {

        @GET
        @Path("/{id}")
        @Timeout(5_000)
        @Retry(maxRetries = 2, delay = 200, abortOn = WebApplicationException.class)
        Uni<Dataset> newest(@HeaderParam("Authorization") String authorization, @PathParam("id") UUID id);

        @POST
        @Path("/newest-versions")
        @Timeout(10_000)
        Uni<Versions> newestVersions(@HeaderParam("Authorization") String authorization, Ids ids);

        @GET
        @Path("/{id}/versions/{version}/series/named")
        @Timeout(10_000)
        @Retry(maxRetries = 2, delay = 200, abortOn = WebApplicationException.class)
        Uni<SeriesStream.Line> named(
                @HeaderParam("Authorization") String authorization,
                @PathParam("id") UUID id,
                @PathParam("version") int version,
                @RestQuery("name") String name);
    }

    record Ids(List<UUID> ids) {}

    record Versions(Map<UUID, Integer> versions) {}
}
