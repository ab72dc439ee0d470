package dev.almanac.data.dataset;

import dev.almanac.data.storage.FileObjects;
import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.Problem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import dev.almanac.reader.Finding;
import dev.almanac.reader.Inference;
import dev.almanac.reader.Mapping;
import dev.almanac.reader.UnreadableFileException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Datasets of the caller and of their teams: upload, look, confirm, read, delete.
@Path("/api/v1/datasets")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class DatasetResource {

    private static final int PREVIEW_ROWS = 20;

    private final DatasetService datasets;
    private final SeriesIndex index;
    private final FileObjects objects;
    private final JsonWebToken token;

    DatasetResource(DatasetService datasets, SeriesIndex index, FileObjects objects, JsonWebToken token) {
        this.datasets = datasets;
        this.index = index;
        this.objects = objects;
        this.token = token;
    }

    @POST
    @Consumes({"text/csv", "text/plain", "application/octet-stream", "application/vnd.ms-excel"})
    @Blocking
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public RestResponse<DatasetView> upload(
            InputStream body,
            @RestQuery String name,
            @RestQuery UUID team,
            @RestHeader("Idempotency-Key") String idempotencyKey) {
        return created(team, name, idempotencyKey, body);
    }

    @POST
    @Consumes("multipart/form-data")
    @Blocking
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public RestResponse<DatasetView> uploadForm(
            InputStream body,
            @RestHeader("Content-Type") String contentType,
            @RestQuery String name,
            @RestQuery UUID team,
            @RestHeader("Idempotency-Key") String idempotencyKey) {
        try {
            FormFile file = FormFile.in(body, contentType);
            return created(team, name == null ? file.name() : name, idempotencyKey, file.content());
        } catch (IOException e) {
            throw DatasetProblem.UPLOAD_INTERRUPTED.because("The form could not be read: " + e.getMessage());
        }
    }

    @GET
    public Uni<Page<DatasetView>> list(@RestQuery String cursor, @RestQuery Integer limit) {
        return datasets.list(caller().readable(), Page.before(cursor), Page.limit(limit));
    }

    @GET
    @Path("/{id}")
    public Uni<DatasetView> get(@PathParam("id") UUID id) {
        return datasets.find(caller().readable(), id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public Uni<Void> delete(@PathParam("id") UUID id) {
        Caller caller = caller();
        return datasets.delete(caller.userId(), caller.writable(), id)
                .invoke(found -> {
                    if (!found) {
                        throw unknown(id);
                    }
                })
                .replaceWithVoid();
    }

    @GET
    @Path("/{id}/quality")
    public Uni<DatasetView.Quality> quality(@PathParam("id") UUID id) {
        return get(id).map(DatasetView::quality);
    }

    @GET
    @Path("/{id}/preview")
    @Blocking
    public Preview preview(@PathParam("id") UUID id, @RestQuery Integer rows) throws IOException {
        DatasetService.Located located = locate(id);
        Inference inference = inference(located);
        int shown = Math.clamp(rows == null ? PREVIEW_ROWS : rows, 1, PREVIEW_ROWS);
        List<List<String>> sample = inference.sample();
        Mapping mapping = datasets.reading(located.version()).mapping();
        return Preview.of(inference.columns(), mapping, sample.subList(0, Math.min(shown, sample.size())));
    }

    @PUT
    @Path("/{id}/mapping")
    @Blocking
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public DatasetView confirm(@PathParam("id") UUID id, @NotNull @Valid MappingRequest request) throws IOException {
        DatasetService.Located located =
                datasets.locate(caller().writable(), id, null).orElseThrow(() -> unknown(id));
        Inference inferred = inference(located);
        Mapping mapping = request.over(inferred.mapping(), inferred.columns());
        List<Finding> settled = inferred.findings().stream()
                .filter(finding -> !finding.code().equals("AMBIGUOUS_DATE_FORMAT"))
                .toList();
        try {
            return datasets.confirm(
                    caller().userId(), located, new Inference(mapping, inferred.columns(), inferred.sample(), settled));
        } catch (UnreadableFileException e) {
            throw DatasetProblem.MAPPING_INVALID.because(e.finding().message());
        }
    }

    @GET
    @Path("/{id}/series")
    @Blocking
    public Page<SeriesSummary> series(@PathParam("id") UUID id, @RestQuery String cursor, @RestQuery Integer limit) {
        DatasetService.Located located = locate(id);
        int from = cursor == null ? 0 : (int) Page.beforeNumber(cursor) + 1;
        int size = Page.limit(limit);
        List<SeriesEntry> entries = index.from(id, located.version().key.version(), from, size + 1)
                .await()
                .indefinitely();
        return Page.of(entries, size, SeriesSummary::of, SeriesEntry::ordinal);
    }

    @GET
    @Path("/{id}/series/{series: .+}")
    @Blocking
    public SeriesView oneSeries(
            @PathParam("id") UUID id,
            @PathParam("series") String series,
            @RestQuery Instant from,
            @RestQuery Instant to)
            throws IOException {
        DatasetService.Located located = locate(id);
        SeriesEntry entry =
                index.named(id, located.version().key.version(), series).await().indefinitely();
        if (entry == null) {
            throw CommonProblem.NOT_FOUND.because("The dataset has no series '" + series + "'");
        }
        try (SeriesStore store = SeriesStore.open(objects, located)) {
            return SeriesView.of(entry, store.read(entry), from, to);
        }
    }

    @GET
    @Path("/{id}/content")
    @Produces("text/csv")
    @Blocking
    public RestResponse<InputStream> content(@PathParam("id") UUID id) throws IOException {
        DatasetService.Located located = locate(id);
        String name = Ingest.contentName(id, located.version().key.version());
        datasets.downloaded(caller().userId(), located);
        InputStream plain = located.vault().decrypting(objects.open(name), "content");
        return ResponseBuilder.ok(plain)
                .header("Content-Disposition", "attachment; filename=\"" + id + ".csv\"")
                .build();
    }

    private RestResponse<DatasetView> created(UUID team, String name, String idempotencyKey, InputStream body) {
        Caller caller = caller();
        UUID owner = caller.owner(team);
        try {
            DatasetView view = datasets.create(caller.userId(), owner, FormFile.safeName(name), idempotencyKey, body);
            return ResponseBuilder.<DatasetView>created(URI.create("/api/v1/datasets/" + view.id()))
                    .entity(view)
                    .build();
        } catch (UnreadableFileException e) {
            Finding finding = e.finding();
            throw new ProblemException(
                    DatasetProblem.UNUSABLE_FILE,
                    finding.message(),
                    List.of(new Problem.FieldError("file", finding.code(), finding.message())),
                    Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException("An upload could not be stored", e);
        }
    }

    private Inference inference(DatasetService.Located located) throws IOException {
        String name =
                Ingest.contentName(located.dataset().id, located.version().key.version());
        try (var channel = objects.open(name);
                InputStream plain = located.vault().decrypting(channel, "content")) {
            byte[] head = plain.readNBytes(Inference.SAMPLE_BYTES);
            return Inference.of(head, head.length == located.version().sizeBytes);
        }
    }

    private DatasetService.Located locate(UUID id) {
        return datasets.locate(caller().readable(), id, null).orElseThrow(() -> unknown(id));
    }

    private Caller caller() {
        return Caller.of(token);
    }

    private static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No dataset " + id + " of yours");
    }
}
