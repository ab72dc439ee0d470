package dev.almanac.data.upload;

import dev.almanac.data.dataset.DatasetNames;
import dev.almanac.data.dataset.DatasetProblem;
import dev.almanac.data.ingest.BodyCutException;
import dev.almanac.data.ingest.UploadConfig;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Resumable uploads by tus 1.0.0 (<https://tus.io/protocols/resumable-upload>): core, creation, expiration, checksum,
/// termination. The answer to the last part names the dataset that is being made.
@Path("/api/v1/uploads")
@RolesAllowed({"user", "lab", "council_operator", "admin"})
public class UploadResource {

    private static final String VERSION = "1.0.0";
    private static final String EXTENSIONS = "creation,expiration,checksum,termination";

    private final UploadService uploads;
    private final UploadConfig config;
    private final JsonWebToken token;

    UploadResource(UploadService uploads, UploadConfig config, JsonWebToken token) {
        this.uploads = uploads;
        this.config = config;
        this.token = token;
    }

    /// What is spoken here; tus asks it without a token.
    @OPTIONS
    @PermitAll
    public RestResponse<Void> abilities() {
        return ResponseBuilder.<Void>noContent()
                .header("Tus-Resumable", VERSION)
                .header("Tus-Version", VERSION)
                .header("Tus-Extension", EXTENSIONS)
                .header("Tus-Max-Size", config.limit().asLongValue())
                .header("Tus-Checksum-Algorithm", Checksum.NAMES)
                .build();
    }

    @POST
    @Blocking
    public RestResponse<Void> begin(
            @RestHeader("Tus-Resumable") String version,
            @RestHeader("Upload-Length") Long length,
            @RestHeader("Upload-Metadata") String metadata) {
        requireVersion(version);
        if (length == null || length <= 0) {
            throw UploadProblem.UPLOAD_LENGTH_MISSING.because(
                    "Upload-Length takes the bytes of the whole file, from 1 on");
        }
        if (length > config.limit().asLongValue()) {
            throw DatasetProblem.FILE_TOO_LARGE.because(
                    "The limit is " + config.limit().asLongValue() + " bytes");
        }
        Map<String, String> words = metadata(metadata);
        Caller caller = Caller.of(token);
        UUID owner = caller.owner(team(words.get("team")));
        String name = words.getOrDefault("name", words.get("filename"));
        UploadRow upload =
                uploads.begin(caller.userId(), owner, DatasetNames.safe(name), length, digest(words.get("sha256")));
        return state(ResponseBuilder.<Void>create(RestResponse.Status.CREATED), upload)
                .header("Location", "/api/v1/uploads/" + upload.id())
                .build();
    }

    @HEAD
    @Path("/{id}")
    @Blocking
    public RestResponse<Void> state(@PathParam("id") UUID id, @RestHeader("Tus-Resumable") String version) {
        requireVersion(version);
        UploadRow upload =
                uploads.find(Caller.of(token).userId(), Caller.of(token).writable(), id);
        return state(ResponseBuilder.<Void>create(RestResponse.Status.OK), upload)
                .header("Upload-Length", upload.length())
                .header("Cache-Control", "no-store")
                .build();
    }

    @PATCH
    @Path("/{id}")
    @Blocking
    @Consumes("application/offset+octet-stream")
    public RestResponse<Void> append(
            @PathParam("id") UUID id,
            @RestHeader("Tus-Resumable") String version,
            @RestHeader("Upload-Offset") Long offset,
            @RestHeader("Upload-Checksum") String checksum,
            InputStream body)
            throws IOException {
        requireVersion(version);
        if (offset == null) {
            throw UploadProblem.UPLOAD_OFFSET_CONFLICT.because("Upload-Offset is missing");
        }
        try {
            UploadRow upload = uploads.append(
                    Caller.of(token).userId(), Caller.of(token).writable(), id, offset, Checksum.of(checksum), body);
            return state(ResponseBuilder.noContent(), upload).build();
        } catch (BodyCutException e) {
            throw DatasetProblem.UPLOAD_INTERRUPTED.because("The part ended before its end; go on from what HEAD says");
        }
    }

    @DELETE
    @Path("/{id}")
    @Blocking
    public RestResponse<Void> terminate(@PathParam("id") UUID id, @RestHeader("Tus-Resumable") String version)
            throws IOException {
        requireVersion(version);
        uploads.terminate(Caller.of(token).userId(), Caller.of(token).writable(), id);
        return ResponseBuilder.<Void>noContent()
                .header("Tus-Resumable", VERSION)
                .build();
    }

    private static ResponseBuilder<Void> state(ResponseBuilder<Void> answer, UploadRow upload) {
        answer.header("Tus-Resumable", VERSION)
                .header("Upload-Offset", upload.received())
                .header(
                        "Upload-Expires",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                upload.expires().atOffset(ZoneOffset.UTC)));
        if (upload.dataset() != null) {
            answer.header("Content-Location", "/api/v1/datasets/" + upload.dataset());
        }
        return answer;
    }

    private static void requireVersion(String version) {
        if (!VERSION.equals(version)) {
            throw new ProblemException(
                    UploadProblem.TUS_VERSION_UNSUPPORTED,
                    "Tus-Resumable takes " + VERSION,
                    List.of(),
                    Map.of("Tus-Version", VERSION));
        }
    }

    /// Pairs of a word and base64, separated by commas.
    private static Map<String, String> metadata(String header) {
        Map<String, String> words = new HashMap<>();
        for (String pair : header == null || header.isBlank() ? new String[0] : header.split(",")) {
            String[] parts = pair.strip().split(" ", 2);
            try {
                byte[] value =
                        parts.length < 2 ? new byte[0] : Base64.getDecoder().decode(parts[1].strip());
                words.put(parts[0], new String(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw UploadProblem.UPLOAD_METADATA_INVALID.because("'" + parts[0] + "' is not base64");
            }
        }
        return words;
    }

    private static UUID team(String id) {
        try {
            return id == null || id.isEmpty() ? null : UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw UploadProblem.UPLOAD_METADATA_INVALID.because("'team' is no id");
        }
    }

    private static String digest(String hex) {
        if (hex != null && !hex.matches("[0-9a-f]{64}")) {
            throw UploadProblem.UPLOAD_METADATA_INVALID.because("'sha256' takes 64 hexadecimal digits");
        }
        return hex;
    }
}
