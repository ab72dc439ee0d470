package dev.almanac.data.dataset;

import dev.almanac.data.series.SeriesEntry;
import dev.almanac.data.series.SeriesObject;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;

/// All series of a version for forecast-service, one a line, as fast as it reads them.
@Path("/internal/datasets/{id}/versions/{version}")
@RolesAllowed("scope:series:read")
public class SeriesStreamResource {

    private final DatasetService datasets;
    private final ObjectStore store;
    private final JsonWebToken token;

    SeriesStreamResource(DatasetService datasets, ObjectStore store, JsonWebToken token) {
        this.datasets = datasets;
        this.store = store;
        this.token = token;
    }

    /// The header `Series-Count` tells how many series the version has, so that a broken stream is not taken for its
    /// end.
    ///
    /// @param after ordinal of the last series that the caller already has; absent for all
    /// @param until ordinal of the first series that the caller does not want any more; absent for all
    @GET
    @Path("/series")
    @Produces("application/x-ndjson")
    @RestStreamElementType("application/json")
    @Blocking
    @Operation(hidden = true)
    public RestMulti<SeriesLine> series(
            @PathParam("id") UUID id,
            @PathParam("version") int version,
            @RestQuery Integer after,
            @RestQuery Integer until)
            throws IOException {
        Located located = usedFromNowOn(id, version);
        Reading reading = datasets.reading(located);
        SeriesObject series = located.series(store);
        SeriesLines lines = new SeriesLines(
                located,
                reading,
                series,
                after == null ? 0 : Math.max(0, after + 1),
                until == null ? series.count() : Math.min(until, series.count()));
        Multi<SeriesLine> stream = Multi.createFrom()
                .iterable(() -> lines)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onTermination()
                .invoke(lines::close);
        return RestMulti.fromMultiData(stream)
                .header("Series-Count", Integer.toString(located.version().seriesCount))
                .build();
    }

    /// One series by its name.
    @GET
    @Path("/series/named")
    @Produces("application/json")
    @Blocking
    @Operation(hidden = true)
    public SeriesLine named(
            @PathParam("id") UUID id, @PathParam("version") int version, @NotNull @RestQuery String name)
            throws IOException {
        Located located = usedFromNowOn(id, version);
        try (SeriesObject series = located.series(store)) {
            int ordinal = series.named(name)
                    .map(SeriesEntry::ordinal)
                    .orElseThrow(() -> CommonProblem.NOT_FOUND.because("The dataset has no series '" + name + "'"));
            return new SeriesLines(located, datasets.reading(located), series, ordinal, ordinal + 1).next();
        }
    }

    private Located usedFromNowOn(UUID id, int version) {
        Set<UUID> people = Caller.of(token).readable();
        Located found = located(people, id, version);
        if (!found.dataset().status.equals("ready")) {
            throw DatasetProblem.MAPPING_UNCONFIRMED.because("Confirm the mapping of dataset " + id + " first");
        }
        datasets.used(found);
        return located(people, id, version);
    }

    private Located located(Set<UUID> people, UUID id, int version) {
        return datasets.locate(people, id, version)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.because("No version " + version + " of dataset " + id));
    }
}
