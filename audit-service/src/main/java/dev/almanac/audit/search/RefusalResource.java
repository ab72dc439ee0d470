package dev.almanac.audit.search;

import dev.almanac.kit.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;

/// Events that services sent and the log refused: each waits, parked, in its producer's outbox for an operator.
@Path("/api/v1/audit/refusals")
@RolesAllowed({"admin", "auditor"})
public class RefusalResource {

    private final Pool database;

    RefusalResource(Pool database) {
        this.database = database;
    }

    @GET
    public Uni<Page<RefusalView>> list(@RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return database.preparedQuery("SELECT id, at, source, event_id, type, code, reason FROM refusal"
                        + " WHERE id < $1 ORDER BY id DESC LIMIT $2")
                .execute(Tuple.of(Page.beforeNumber(cursor), size + 1))
                .map(rows -> {
                    List<RefusalView> views = new ArrayList<>();
                    rows.forEach(row -> views.add(RefusalView.of(row)));
                    return Page.of(views, size, view -> view, RefusalView::id);
                });
    }

    /// @param code `invalid`, `oversized` or `conflict`
    public record RefusalView(
            long id, Instant at, String source, String eventId, String type, String code, String reason) {

        static RefusalView of(Row row) {
            return new RefusalView(
                    row.getLong("id"),
                    row.getOffsetDateTime("at").toInstant(),
                    row.getString("source"),
                    row.getString("event_id"),
                    row.getString("type"),
                    row.getString("code"),
                    row.getString("reason"));
        }
    }
}
