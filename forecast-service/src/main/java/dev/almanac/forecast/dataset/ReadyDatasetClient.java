package dev.almanac.forecast.dataset;

import dev.almanac.forecast.series.ForecastProblem;
import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/// Datasets that can be worked on.
@ApplicationScoped
public class ReadyDatasetClient {

    private final DatasetClient client;

    ReadyDatasetClient(@RestClient DatasetClient client) {
        this.client = client;
    }

    /// A dataset of the caller's; a problem when there is none, or it waits for its mapping.
    ///
    /// @param version null for the newest
    public Uni<DatasetClient.Dataset> ready(String authorization, UUID id, Integer version) {
        return client.get(authorization, id)
                .onFailure()
                .transform(e -> refusal(id, e))
                .invoke(dataset -> {
                    if (!dataset.status().equals("ready")) {
                        throw ForecastProblem.MAPPING_UNCONFIRMED.because("Confirm the mapping of dataset " + id);
                    }
                    if (version != null && version != dataset.version()) {
                        throw CommonProblem.NOT_FOUND.because("Dataset %s has no version %d".formatted(id, version));
                    }
                });
    }

    private static Throwable refusal(UUID id, Throwable failure) {
        int status = failure instanceof WebApplicationException answer
                ? answer.getResponse().getStatus()
                : 0;
        return switch (status) {
            case 401 -> CommonProblem.UNAUTHENTICATED.because("The access token has ended");
            case 403 -> CommonProblem.FORBIDDEN.because("The API key needs the scope data:read as well");
            case 404 -> CommonProblem.NOT_FOUND.because("No dataset " + id + " of yours");
            default -> CommonProblem.UNAVAILABLE.because("data-service does not answer; try again later");
        };
    }
}
