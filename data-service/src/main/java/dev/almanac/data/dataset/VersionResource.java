package dev.almanac.data.dataset;

import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Versions of a dataset: new actuals, what there is, and what is different.
@Path("/api/v1/datasets/{id}/versions")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class VersionResource {

    private final DatasetService datasets;
    private final VersionService versions;
    private final JsonWebToken token;

    VersionResource(DatasetService datasets, VersionService versions, JsonWebToken token) {
        this.datasets = datasets;
        this.versions = versions;
        this.token = token;
    }

    /// @param mode `append` (the observations that are there stay; a new one at the same time stands for the old) or
    /// `replace`
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
    public RestResponse<DatasetView> add(
            @PathParam("id") UUID id,
            InputStream body,
            @RestQuery String mode,
            @RestHeader("Idempotency-Key") String idempotencyKey,
            @RestHeader("If-Match") String ifMatch,
            @RestHeader("Repr-Digest") String reprDigest,
            @RestHeader("Content-Encoding") String contentEncoding) {
        if (mode != null && !mode.equals("append") && !mode.equals("replace")) {
            throw CommonProblem.VALIDATION_FAILED.because("mode takes append or replace");
        }
        Caller caller = Caller.of(token);
        DatasetEntity dataset = datasets.writable(caller.writable(), id).orElseThrow(() -> DatasetResource.unknown(id));
        InputStream file = UploadBody.coded(body, contentEncoding);
        String digest = UploadBody.digest(reprDigest);
        boolean person = dataset.ownerId.equals(caller.userId());
        DatasetView view = UploadBody.taken(() -> versions.add(
                caller.userId(), dataset, !"replace".equals(mode), idempotencyKey, digest, ifMatch, person, file));
        return ResponseBuilder.<DatasetView>created(
                        URI.create("/api/v1/datasets/" + id + "/versions/" + view.version()))
                .entity(view)
                .build();
    }

    @GET
    @Blocking
    public Page<VersionView> list(@PathParam("id") UUID id) {
        readable(id);
        return new Page<>(Waiting.await(() -> versions.list(id)), null);
    }

    @GET
    @Path("/{version}")
    @Blocking
    public VersionView get(@PathParam("id") UUID id, @PathParam("version") int version) {
        return datasets.locate(readable(id), version)
                .map(located -> VersionView.of(located.version()))
                .orElseThrow(() -> noVersion(id, version));
    }

    /// What a version has that another has not.
    ///
    /// @param from the other; the one before when it is absent
    @GET
    @Path("/{version}/diff")
    @Blocking
    public VersionDiff diff(@PathParam("id") UUID id, @PathParam("version") int version, @RestQuery Integer from)
            throws IOException {
        return versions.diff(readable(id), from == null ? version - 1 : from, version)
                .orElseThrow(() -> noVersion(id, version));
    }

    private DatasetEntity readable(UUID id) {
        return datasets.readable(Caller.of(token).readable(), id).orElseThrow(() -> DatasetResource.unknown(id));
    }

    private static RuntimeException noVersion(UUID id, int version) {
        return CommonProblem.NOT_FOUND.because("Dataset " + id + " has no such version, or none before " + version);
    }
}
