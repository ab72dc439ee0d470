package dev.almanac.audit.publish;

import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.log.TilePath;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
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
    public String key() {
        return log.key() + "\n";
    }

    @GET
    @Path("/tile/{level: [0-9]{1,2}}/{path: .+}")
    @Produces("application/octet-stream")
    public RestResponse<byte[]> tile(@PathParam("level") int level, @PathParam("path") String path) {
        return found(place(path).flatMap(tile -> log.tile(level, tile.index(), tile.width())), FOR_EVER);
    }

    @GET
    @Path("/tile/entries/{path: .+}")
    @Produces("application/octet-stream")
    public RestResponse<byte[]> entries(@PathParam("path") String path) {
        return found(place(path).flatMap(tile -> log.entries(tile.index(), tile.width())), FOR_EVER);
    }

    private static Optional<TilePath> place(String path) {
        return TilePath.parse(path);
    }

    private static <T> RestResponse<T> found(Optional<T> body, String cache) {
        T value = body.orElseThrow(() -> CommonProblem.NOT_FOUND.because("The log has published nothing here"));
        return ResponseBuilder.ok(value).header("Cache-Control", cache).build();
    }
}
