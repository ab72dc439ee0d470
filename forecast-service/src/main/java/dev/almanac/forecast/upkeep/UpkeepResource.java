package dev.almanac.forecast.upkeep;

import dev.almanac.kit.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestQuery;

/// What was cleaned up, for administrators.
@Path("/api/v1/admin/upkeep")
@RolesAllowed("admin")
public class UpkeepResource {

    private final ChoreRepository repository;

    UpkeepResource(ChoreRepository repository) {
        this.repository = repository;
    }

    /// @param name of a chore; absent for all
    @GET
    public Uni<Page<ChoreRun>> list(@RestQuery String name, @RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return repository
                .newest(name, Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, run -> run, ChoreRun::id));
    }
}
