package dev.almanac.audit.publish;

import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.log.TilePath;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// The public log, C2SP tlog-tiles. Open to everybody: it holds digests and pseudonyms only, and being readable by
/// strangers is its purpose.
@Path("/log")
@PermitAll
@Blocking
public class LogResource {

    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String NOT_LONG = "public, max-age=1";

    private final LogReader log;

    LogResource(LogReader log) {
        this.log = log;
    }

    @GET
    @Path("/checkpoint")
    @Produces("text/plain; charset=utf-8")
    public RestResponse<String> checkpoint() {
        return found(log.checkpoint(), NOT_LONG);
    }

    @GET
    @Path("/key")
    @Produces("text/plain; charset=utf-8")
    public RestResponse<String> key() {
        return found(Optional.of(log.key() + "\n"), NOT_LONG);
    }

    @GET
    @Path("/tile/{level: [0-9]|[1-5][0-9]|6[0-3]}/{path: .+}")
    @Produces("application/octet-stream")
    public RestResponse<byte[]> tile(@PathParam("level") int level, @PathParam("path") String path) {
        return found(TilePath.parse(path).flatMap(tile -> log.tile(level, tile.index(), tile.width())), FOR_EVER);
    }

    @GET
    @Path("/tile/entries/{path: .+}")
    @Produces("application/octet-stream")
    public RestResponse<byte[]> entries(@PathParam("path") String path) {
        return found(TilePath.parse(path).flatMap(tile -> log.entries(tile.index(), tile.width())), FOR_EVER);
    }

    /// What is not there yet may be there in a moment, so nobody keeps a 404.
    private static <T> RestResponse<T> found(Optional<T> body, String cache) {
        T value = body.orElseThrow(() -> new ProblemException(
                CommonProblem.NOT_FOUND,
                "The log has published nothing here",
                List.of(),
                Map.of("Cache-Control", "no-store")));
        return ResponseBuilder.ok(value).header("Cache-Control", cache).build();
    }
}
