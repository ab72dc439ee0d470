package dev.almanac.audit.tenant;

import dev.almanac.audit.keys.LogKeys;
import dev.almanac.audit.search.Visibility;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.log.EntryBundle;
import dev.almanac.log.TilePath;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// One tenant's entries as a log of their own, C2SP tlog-tiles: an unchanged public tool, given a bearer token, audits
/// just these. For those whose history it is, and for admins and auditors; for all others there is nothing here.
@Path("/t")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
@Blocking
public class TenantResource {

    private static final String FOR_EVER = "private, max-age=31536000, immutable";
    private static final String NOW = "private, no-cache";

    private final TenantTrees trees;
    private final LogKeys keys;
    private final Visibility.Rule rule;
    private final JsonWebToken token;

    TenantResource(TenantTrees trees, LogKeys keys, Visibility.Rule rule, JsonWebToken token) {
        this.trees = trees;
        this.keys = keys;
        this.rule = rule;
        this.token = token;
    }

    /// The histories that are the caller's: their own, and those of teams that they answer for.
    @GET
    public List<TenantView> own() {
        return rule.of(token).tenants().stream()
                .map(tenant -> new TenantView(
                        tenant,
                        "/t/" + tenant,
                        keys.verifier(trees.origin(tenant)).toString(),
                        trees.grown(tenant).size()))
                .toList();
    }

    @GET
    @Path("/{tenant: [0-9a-f]{32}}/checkpoint")
    @Produces("text/plain; charset=utf-8")
    public RestResponse<String> checkpoint(@PathParam("tenant") String tenant) {
        requireVisible(tenant);
        return found(Optional.of(trees.grown(tenant).note()), NOW);
    }

    @GET
    @Path("/{tenant: [0-9a-f]{32}}/key")
    @Produces("text/plain; charset=utf-8")
    public RestResponse<String> key(@PathParam("tenant") String tenant) {
        requireVisible(tenant);
        return found(Optional.of(keys.verifier(trees.origin(tenant)) + "\n"), NOW);
    }

    @GET
    @Path("/{tenant: [0-9a-f]{32}}/tile/{level: [0-9]|[1-5][0-9]|6[0-3]}/{path: .+}")
    @Produces("application/octet-stream")
    public RestResponse<byte[]> tile(
            @PathParam("tenant") String tenant, @PathParam("level") int level, @PathParam("path") String path) {
        requireVisible(tenant);
        return found(
                TilePath.parse(path).flatMap(tile -> trees.tile(tenant, level, tile.index(), tile.width())), FOR_EVER);
    }

    @GET
    @Path("/{tenant: [0-9a-f]{32}}/tile/entries/{path: .+}")
    @Produces("application/octet-stream")
    public RestResponse<byte[]> entries(@PathParam("tenant") String tenant, @PathParam("path") String path) {
        requireVisible(tenant);
        return found(
                TilePath.parse(path).flatMap(tile -> {
                    List<byte[]> entries = trees.entries(tenant, tile.index(), tile.width());
                    return entries.size() < tile.width() ? Optional.empty() : Optional.of(EntryBundle.of(entries));
                }),
                FOR_EVER);
    }

    private void requireVisible(String tenant) {
        if (!rule.of(token).covers(tenant)) {
            throw nothing();
        }
    }

    private static <T> RestResponse<T> found(Optional<T> body, String cache) {
        return ResponseBuilder.ok(body.orElseThrow(TenantResource::nothing))
                .header("Cache-Control", cache)
                .build();
    }

    private static ProblemException nothing() {
        return new ProblemException(
                CommonProblem.NOT_FOUND,
                "There is no such history, or it is not yours, or it has nothing here yet",
                List.of(),
                Map.of("Cache-Control", "no-store"));
    }

    /// @param tenant pseudonym, as leaves carry it
    /// @param prefix where a tlog-tiles client finds it
    /// @param key what it verifies with
    public record TenantView(String tenant, String prefix, String key, long size) {}
}
