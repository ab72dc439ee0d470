package dev.almanac.forecast.upkeep;

import dev.almanac.kit.Page;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/// What was cleaned up, for administrators.
@Path("/api/v1/admin/upkeep")
@RolesAllowed("admin")
public class UpkeepResource {

    private final Pool database;
    private final ChoreRepository repository;
    private final AuditOutbox audit;
    private final JsonWebToken token;

    UpkeepResource(Pool database, ChoreRepository repository, AuditOutbox audit, JsonWebToken token) {
        this.database = database;
        this.repository = repository;
        this.audit = audit;
        this.token = token;
    }

    /// @param name of a chore; absent for all
    @GET
    public Uni<Page<ChoreRun>> list(@RestQuery String name, @RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return repository
                .newest(name, Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, run -> run, ChoreRun::id));
    }

    /// Has a chore done now, by whichever replica looks first; its schedule goes on as before.
    @POST
    @Path("/{name}/run")
    public Uni<RestResponse<Void>> run(@PathParam("name") String name) {
        AuditEvent event =
                AuditEvent.of(Caller.of(token).userId(), "upkeep.hastened", "upkeep/" + name, Map.of(), Map.of());
        return database.withTransaction(connection -> repository
                        .hasten(connection, name)
                        .invoke(known -> {
                            if (!known) {
                                throw CommonProblem.NOT_FOUND.because("No chore '" + name + "'");
                            }
                        })
                        .chain(() -> audit.record(connection, event)))
                .replaceWith(RestResponse.accepted());
    }
}
