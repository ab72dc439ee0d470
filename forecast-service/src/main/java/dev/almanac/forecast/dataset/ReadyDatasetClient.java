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
                .transform(e -> e instanceof WebApplicationException refused
                                && refused.getResponse().getStatus() == 404
                        ? CommonProblem.NOT_FOUND.because("No dataset " + id + " of yours")
                        : CommonProblem.UNAVAILABLE.because("data-service does not answer; try again later"))
                .invoke(dataset -> {
                    if (!dataset.status().equals("ready")) {
                        throw ForecastProblem.MAPPING_UNCONFIRMED.because("Confirm the mapping of dataset " + id);
                    }
                    if (version != null && version != dataset.version()) {
                        throw CommonProblem.NOT_FOUND.because("Dataset %s has no version %d".formatted(id, version));
                    }
                });
    }
}
