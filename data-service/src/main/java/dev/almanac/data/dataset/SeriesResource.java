package dev.almanac.data.dataset;

import dev.almanac.data.content.ContentReader;
import dev.almanac.data.ingest.Coding;
import dev.almanac.data.ingest.Ingest;
import dev.almanac.data.series.SeriesEntry;
import dev.almanac.data.series.SeriesObject;
import dev.almanac.data.storage.ObjectStore;
import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import dev.almanac.reader.Observations;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;

/// What is in a dataset: its series, one or all of them, and the file as it was uploaded.
@Path("/api/v1/datasets/{id}")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class SeriesResource {

    private final DatasetService datasets;
    private final ObjectStore store;
    private final JsonWebToken token;

    SeriesResource(DatasetService datasets, ObjectStore store, JsonWebToken token) {
        this.datasets = datasets;
        this.store = store;
        this.token = token;
    }

    /// As JSON a page of what series there are; as CSV or NDJSON every observation of every series.
    @GET
    @Path("/series")
    @Produces({"application/json", "text/csv", "application/x-ndjson"})
    @Blocking
    public Response series(
            @PathParam("id") UUID id,
            @RestQuery String cursor,
            @RestQuery Integer limit,
            @RestQuery Integer version,
            @RestHeader("Accept") String accept)
            throws IOException {
        SeriesExport.Form form = SeriesExport.Form.of(accept);
        if (form != SeriesExport.Form.JSON) {
            return all(id, version, form);
        }
        int from = cursor == null ? 0 : (int) Page.beforeNumber(cursor) + 1;
        int size = Page.limit(limit);
        try (SeriesObject series = locate(id, version).series(store)) {
            Page<SeriesSummary> page =
                    Page.of(series.entries(from, size + 1), size, SeriesSummary::of, SeriesEntry::ordinal);
            return Response.ok(page, form.mediaType()).header("Vary", "Accept").build();
        }
    }

    private Response all(UUID id, Integer version, SeriesExport.Form form) {
        Located located = locate(id, version);
        SeriesExport export = new SeriesExport(form, located, datasets.reading(located), null, null);
        datasets.downloaded(Caller.of(token).userId(), located);
        StreamingOutput output = out -> export.all(store, out);
        return Response.ok(output, form.mediaType())
                .header("ETag", tag(located))
                .header("Content-Disposition", "attachment; filename=\"" + id + "-series" + form.ending() + "\"")
                .build();
    }

    /// @param from the first time that is wanted, RFC 3339
    /// @param to the first time that is not wanted any more
    @GET
    @Path("/series/{series: .+}")
    @Produces({"application/json", "text/csv", "application/x-ndjson"})
    @Blocking
    public Response oneSeries(
            @PathParam("id") UUID id,
            @PathParam("series") String seriesId,
            @RestQuery Instant from,
            @RestQuery Instant to,
            @RestQuery Integer version,
            @RestHeader("Accept") String accept,
            @RestHeader("If-None-Match") String ifNoneMatch)
            throws IOException {
        Located located = locate(id, version);
        String tag = tag(located);
        if (tag.equals(ifNoneMatch)) {
            return Response.notModified().header("ETag", tag).build();
        }
        Reading reading = datasets.reading(located);
        SeriesEntry entry;
        Observations observations;
        try (SeriesObject series = located.series(store)) {
            entry = series.named(seriesId)
                    .orElseThrow(() -> CommonProblem.NOT_FOUND.because("The dataset has no series '" + seriesId + "'"));
            observations = SeriesExport.fixed(located, reading, entry, series.read(entry));
        }
        SeriesExport.Form form = SeriesExport.Form.of(accept);
        if (form == SeriesExport.Form.JSON) {
            return Response.ok(SeriesView.of(entry, observations, from, to), form.mediaType())
                    .header("ETag", tag)
                    .header("Vary", "Accept")
                    .build();
        }
        SeriesExport export = new SeriesExport(form, located, reading, from, to);
        StreamingOutput output = out -> export.one(entry, observations, out);
        return Response.ok(output, form.mediaType())
                .header("ETag", tag)
                .header("Vary", "Accept")
                .build();
    }

    /// The bytes that were uploaded.
    @GET
    @Path("/content")
    @Produces("*/*")
    @Blocking
    public Response content(
            @PathParam("id") UUID id,
            @RestQuery Integer version,
            @RestHeader("Range") String range,
            @RestHeader("If-Range") String ifRange,
            @RestHeader("If-None-Match") String ifNoneMatch)
            throws IOException {
        Located located = locate(id, version);
        String tag = "\"" + located.version().sha256 + "\"";
        if (tag.equals(ifNoneMatch)) {
            return Response.notModified().header("ETag", tag).build();
        }
        long size = located.version().sizeBytes;
        ByteRange wanted = ifRange == null || ifRange.equals(tag) ? ByteRange.of(range, size) : null;
        datasets.downloaded(Caller.of(token).userId(), located);
        ContentReader reader =
                ContentReader.open(store, Ingest.contentName(id, located.source().objectId), located.content());
        Coding coding = located.version().fileCoding();
        StreamingOutput output = new ContentOutput(reader, wanted, located.version().sha256)::write;
        Response.ResponseBuilder answer = Response.status(wanted == null ? 200 : 206)
                .entity(output)
                .type(coding.mediaType())
                .header("ETag", tag)
                .header("Accept-Ranges", "bytes")
                .header("Content-Length", wanted == null ? size : wanted.length())
                .header("Content-Disposition", "attachment; filename=\"" + id + coding.ending() + "\"");
        return wanted == null
                ? answer.build()
                : answer.header("Content-Range", wanted.of(size)).build();
    }

    private Located locate(UUID id, Integer version) {
        DatasetEntity dataset =
                datasets.readable(Caller.of(token).readable(), id).orElseThrow(() -> DatasetResource.unknown(id));
        return datasets.locate(dataset, version)
                .orElseThrow(() -> version == null
                        ? DatasetProblem.DATASET_NOT_READY.because("Dataset " + id + " is " + dataset.status)
                        : CommonProblem.NOT_FOUND.because("Dataset " + id + " has no version " + version));
    }

    private static String tag(Located located) {
        return "\"" + located.version().seriesSha256 + "\"";
    }
}
