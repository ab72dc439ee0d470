package dev.almanac.data.dataset;

import dev.almanac.data.ingest.Ingest;
import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import dev.almanac.reader.Inference;
import dev.almanac.reader.Wishes;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Datasets of the caller and of their teams, and those that others granted: upload, look, confirm, rename, delete.
@Path("/api/v1/datasets")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class DatasetResource {

    private static final int PREVIEW_ROWS = 20;

    private final DatasetService datasets;
    private final VersionService versions;
    private final Ingest ingest;
    private final JsonWebToken token;

    DatasetResource(DatasetService datasets, VersionService versions, Ingest ingest, JsonWebToken token) {
        this.datasets = datasets;
        this.versions = versions;
        this.ingest = ingest;
        this.token = token;
    }

    @POST
    @Consumes({
        "text/csv",
        "text/plain",
        "text/tab-separated-values",
        "application/octet-stream",
        "application/vnd.ms-excel",
        "application/gzip",
        "application/zstd"
    })
    @Blocking
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public RestResponse<DatasetView> upload(
            InputStream body,
            @RestQuery String name,
            @RestQuery UUID team,
            @RestHeader("Idempotency-Key") String idempotencyKey,
            @RestHeader("Repr-Digest") String reprDigest,
            @RestHeader("Content-Encoding") String contentEncoding) {
        return created(
                team, name, idempotencyKey, UploadBody.digest(reprDigest), UploadBody.coded(body, contentEncoding));
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
            return created(team, name == null ? file.name() : name, idempotencyKey, null, file.content());
        } catch (IOException e) {
            throw DatasetProblem.UPLOAD_INTERRUPTED.because("The form could not be read: " + e.getMessage());
        }
    }

    /// @param deleted whether to list what can be had back instead
    @GET
    public Uni<Page<DatasetView>> list(@RestQuery String cursor, @RestQuery Integer limit, @RestQuery boolean deleted) {
        return datasets.list(caller().readable(), Page.before(cursor), Page.limit(limit), deleted);
    }

    @GET
    @Path("/{id}")
    @Blocking
    public RestResponse<DatasetView> get(@PathParam("id") UUID id) {
        DatasetEntity dataset = readable(id);
        return tagged(dataset, datasets.view(dataset));
    }

    @PATCH
    @Path("/{id}")
    @Blocking
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public RestResponse<DatasetView> rename(
            @PathParam("id") UUID id, @NotNull @Valid Rename request, @RestHeader("If-Match") String ifMatch) {
        Caller caller = caller();
        boolean found = Waiting.await(() ->
                datasets.rename(caller.userId(), caller.writable(), id, DatasetNames.safe(request.name()), ifMatch));
        if (!found) {
            throw unknown(id);
        }
        return get(id);
    }

    /// A new name.
    public record Rename(@NotBlank @Size(max = 500) String name) {}

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

    @POST
    @Path("/{id}/restore")
    @Blocking
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public RestResponse<DatasetView> restore(@PathParam("id") UUID id) {
        Caller caller = caller();
        if (!Waiting.await(() -> datasets.restore(caller.userId(), caller.writable(), id))) {
            throw unknown(id);
        }
        return get(id);
    }

    @GET
    @Path("/{id}/quality")
    @Blocking
    public DatasetView.Quality quality(@PathParam("id") UUID id) {
        return datasets.find(caller().readable(), id)
                .orElseThrow(() -> unknown(id))
                .quality();
    }

    @GET
    @Path("/{id}/preview")
    @Blocking
    public Preview preview(@PathParam("id") UUID id, @RestQuery Integer rows) throws IOException {
        Located located = datasets.locate(caller().readable(), id, null).orElseThrow(() -> notReady(id));
        Reading reading = datasets.reading(located);
        Wishes wishes = Preview.tableOf(reading.mapping());
        Inference inference = ingest.inference(
                located.content(),
                id,
                located.source().objectId,
                located.version().fileCoding(),
                wishes);
        int shown = Math.clamp(rows == null ? PREVIEW_ROWS : rows, 1, PREVIEW_ROWS);
        List<List<String>> sample = inference.sample();
        return Preview.of(reading.columns(), reading.mapping(), sample.subList(0, Math.min(shown, sample.size())));
    }

    @PUT
    @Path("/{id}/mapping")
    @Blocking
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public RestResponse<DatasetView> confirm(
            @PathParam("id") UUID id, @NotNull @Valid MappingRequest request, @RestHeader("If-Match") String ifMatch) {
        DatasetEntity dataset = writable(id);
        DatasetView view = UploadBody.taken(() -> versions.map(caller().userId(), dataset, request, ifMatch));
        return tagged(readable(id), view);
    }

    /// Accepts fixes that the findings offer; those that are not named are taken back.
    @PUT
    @Path("/{id}/fixes")
    @Blocking
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public RestResponse<DatasetView> fix(
            @PathParam("id") UUID id, @NotNull @Valid FixRequest request, @RestHeader("If-Match") String ifMatch)
            throws IOException {
        DatasetView view = versions.fix(caller().userId(), writable(id), request.fixes(), ifMatch);
        return tagged(readable(id), view);
    }

    /// @param fixes ids as the findings name them
    public record FixRequest(@NotNull @Size(max = 10) List<@NotBlank String> fixes) {}

    private RestResponse<DatasetView> created(
            UUID team, String name, String idempotencyKey, String digest, InputStream body) {
        Caller caller = caller();
        UUID owner = caller.owner(team);
        DatasetService.Upload upload =
                new DatasetService.Upload(caller.userId(), owner, DatasetNames.safe(name), idempotencyKey, digest);
        DatasetView view = UploadBody.taken(() -> datasets.create(upload, body));
        return ResponseBuilder.<DatasetView>created(URI.create("/api/v1/datasets/" + view.id()))
                .entity(view)
                .build();
    }

    private static RestResponse<DatasetView> tagged(DatasetEntity dataset, DatasetView view) {
        return ResponseBuilder.ok(view).header("ETag", dataset.tag()).build();
    }

    private DatasetEntity readable(UUID id) {
        return datasets.readable(caller().readable(), id).orElseThrow(() -> unknown(id));
    }

    private DatasetEntity writable(UUID id) {
        return datasets.writable(caller().writable(), id).orElseThrow(() -> unknown(id));
    }

    private Caller caller() {
        return Caller.of(token);
    }

    private ProblemException notReady(UUID id) {
        DatasetEntity dataset = readable(id);
        return DatasetProblem.DATASET_NOT_READY.because("Dataset " + id + " is " + dataset.status);
    }

    static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No dataset " + id + " of yours");
    }
}
