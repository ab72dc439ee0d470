package dev.almanac.forecast.breach;

import dev.almanac.forecast.job.ForecastReads;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;

/// What of a forecast did not come true so far.
@Path("/api/v1/forecasts/{id}/breaches")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class BreachResource {

    private final ForecastReads forecasts;
    private final BreachRepository breaches;
    private final JsonWebToken token;

    BreachResource(ForecastReads forecasts, BreachRepository breaches, JsonWebToken token) {
        this.forecasts = forecasts;
        this.breaches = breaches;
        this.token = token;
    }

    @GET
    public Uni<BreachView> breaches(
            @PathParam("id") UUID id, @RestQuery @DefaultValue("1000") @Min(1) @Max(10_000) int limit) {
        return forecasts.finished(Caller.of(token).readable(), id).chain(job -> breaches.of(job.id(), limit));
    }
}
