package dev.almanac.forecast.publish;

import dev.almanac.forecast.job.ForecastReads;
import dev.almanac.forecast.job.ForecastView;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;

/// Published forecasts. Open to strangers because that is what publishing is for: whoever has the link may read.
@Path("/api/v1/published")
@PermitAll
public class PublishedResource {

    private final Publications publications;
    private final ForecastReads forecasts;

    PublishedResource(Publications publications, ForecastReads forecasts) {
        this.publications = publications;
        this.forecasts = forecasts;
    }

    @GET
    @Path("/{link}")
    public Uni<ForecastView> read(@PathParam("link") String link) {
        return forecast(link).chain(forecasts::shown);
    }

    @GET
    @Path("/{link}/results")
    @Produces("application/json")
    @Blocking
    public StreamingOutput results(@PathParam("link") String link, @RestQuery String series) {
        UUID id = forecast(link).await().indefinitely();
        return out -> forecasts.write(id, series, out);
    }

    private Uni<UUID> forecast(String link) {
        return publications.forecast(link).map(found -> found.orElseThrow(PublishedResource::unknown));
    }

    private static ProblemException unknown() {
        return CommonProblem.NOT_FOUND.because("This link leads nowhere, or not any more");
    }
}
