package dev.almanac.forecast.lab;

import dev.almanac.kit.Page;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// The registry of models, the caller's and their teams'.
@Path("/api/v1/models")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class ModelResource {

    private final ModelService models;
    private final ModelRepository repository;
    private final JsonWebToken token;

    ModelResource(ModelService models, ModelRepository repository, JsonWebToken token) {
        this.models = models;
        this.repository = repository;
        this.token = token;
    }

    @POST
    @RolesAllowed({"lab", "admin"})
    public Uni<RestResponse<ModelView>> create(@NotNull @Valid ModelRequests.NewModel request) {
        return models.create(caller(), request)
                .map(model -> ResponseBuilder.<ModelView>create(RestResponse.Status.CREATED)
                        .location(URI.create("/api/v1/models/" + model.id()))
                        .entity(model)
                        .build());
    }

    @GET
    public Uni<Page<ModelView>> list(@RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return repository
                .newest(caller().readable(), Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, model -> model, ModelView::id));
    }

    @GET
    @Path("/{id}")
    public Uni<ModelView> get(@PathParam("id") UUID id) {
        return repository
                .ofOwners(caller().readable(), id)
                .map(found -> found.orElseThrow(() -> ModelService.unknown(id)));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({"lab", "admin"})
    public Uni<Void> delete(@PathParam("id") UUID id) {
        return models.delete(caller(), id);
    }

    @POST
    @Path("/{id}/versions")
    @RolesAllowed({"lab", "admin"})
    public Uni<RestResponse<VersionView>> addVersion(
            @PathParam("id") UUID id, @NotNull @Valid ModelRequests.NewVersion request) {
        return models.addVersion(caller(), id, request)
                .map(version -> ResponseBuilder.<VersionView>create(RestResponse.Status.CREATED)
                        .location(URI.create("/api/v1/models/" + id + "/versions/" + version.version()))
                        .header("ETag", version.tag())
                        .entity(version)
                        .build());
    }

    @GET
    @Path("/{id}/versions")
    public Uni<Page<VersionView>> versions(
            @PathParam("id") UUID id, @RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        int before = Math.toIntExact(Math.min(Integer.MAX_VALUE, Page.beforeNumber(cursor)));
        return get(id).chain(model -> repository.versions(model.id(), before, size + 1))
                .map(found -> Page.of(found, size, version -> version, VersionView::version));
    }

    @PATCH
    @Path("/{id}/versions/{version}")
    @RolesAllowed({"lab", "admin"})
    public Uni<RestResponse<VersionView>> change(
            @PathParam("id") UUID id,
            @PathParam("version") int version,
            @NotNull @Valid ModelRequests.VersionChange change,
            @RestHeader("If-Match") String ifMatch) {
        return models.change(caller(), id, version, change, ifMatch)
                .map(changed -> ResponseBuilder.ok(changed)
                        .header("ETag", changed.tag())
                        .build());
    }

    private Caller caller() {
        return Caller.of(token);
    }
}
