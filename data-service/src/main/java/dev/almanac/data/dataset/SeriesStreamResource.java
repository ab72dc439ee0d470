package dev.almanac.data.dataset;

import dev.almanac.data.storage.FileObjects;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.reader.Frequency;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestStreamElementType;

/// All series of a version for forecast-service, one a line, as fast as it reads them.
@Path("/internal/datasets/{id}/versions/{version}")
@RolesAllowed("scope:series:read")
public class SeriesStreamResource {

    private static final int PAGE = 100;

    private final DatasetService datasets;
    private final SeriesIndex index;
    private final FileObjects objects;
    private final JsonWebToken token;

    SeriesStreamResource(DatasetService datasets, SeriesIndex index, FileObjects objects, JsonWebToken token) {
        this.datasets = datasets;
        this.index = index;
        this.objects = objects;
        this.token = token;
    }

    /// @param after ordinal of the last series that the caller already has; absent for all
    @GET
    @Path("/series")
    @RestStreamElementType("application/x-ndjson")
    @Blocking
    @Operation(hidden = true)
    public Multi<Line> series(@PathParam("id") UUID id, @PathParam("version") int version, @RestQuery Integer after)
            throws IOException {
        UUID owner = UUID.fromString(token.getSubject());
        DatasetService.Located located = datasets.locate(owner, id, version)
                .orElseThrow(() -> CommonProblem.NOT_FOUND.because("No version " + version + " of dataset " + id));
        if (!located.dataset().status.equals("ready")) {
            throw DatasetProblem.MAPPING_UNCONFIRMED.because("Confirm the mapping of dataset " + id + " first");
        }
        SeriesStore store = SeriesStore.open(objects, located);
        Lines lines = new Lines(store, id, version, after == null ? 0 : after + 1);
        return Multi.createFrom()
                .iterable(() -> lines)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .onTermination()
                .invoke(lines::close);
    }

    /// @param ordinal place in the version
    /// @param start time of the first value
    /// @param stepMillis usual step, for series without a calendar frequency
    /// @param values one a step of the calendar, null where missing
    public record Line(
            int ordinal,
            String seriesId,
            String frequency,
            int seasonLength,
            Instant start,
            long stepMillis,
            Double[] values) {

        static Line of(SeriesEntry entry, Observations observations) {
            Grid grid = Grid.of(entry, observations);
            Double[] values = new Double[grid.values().length];
            for (int i = 0; i < values.length; i++) {
                values[i] = Double.isNaN(grid.values()[i]) ? null : grid.values()[i];
            }
            long step = Frequency.usualStep(observations.times());
            return new Line(
                    entry.ordinal(),
                    entry.seriesId(),
                    entry.frequency(),
                    entry.seasonLength(),
                    grid.start(),
                    step,
                    values);
        }
    }

    /// Reads one page of the index after the other, one block at a time.
    private final class Lines implements Iterator<Line> {
        private final SeriesStore store;
        private final UUID dataset;
        private final int version;
        private List<SeriesEntry> page = List.of();
        private int inPage;
        private int next;

        Lines(SeriesStore store, UUID dataset, int version, int first) {
            this.store = store;
            this.dataset = dataset;
            this.version = version;
            this.next = first;
        }

        @Override
        public boolean hasNext() {
            if (inPage == page.size()) {
                page = index.from(dataset, version, next, PAGE).await().indefinitely();
                inPage = 0;
            }
            return inPage < page.size();
        }

        @Override
        public Line next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            SeriesEntry entry = page.get(inPage++);
            next = entry.ordinal() + 1;
            try {
                return Line.of(entry, store.read(entry));
            } catch (IOException e) {
                throw new UncheckedIOException("Series " + entry.ordinal() + " cannot be read", e);
            }
        }

        void close() {
            try {
                store.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
