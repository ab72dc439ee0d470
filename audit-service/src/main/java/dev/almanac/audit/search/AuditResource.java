package dev.almanac.audit.search;

import dev.almanac.audit.publish.LogReader;
import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import dev.almanac.log.Receipt;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;

/// Entries, leaves and receipts for the people they concern.
@Path("/api/v1/audit/events")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class AuditResource {

    private final EventRepository events;
    private final LogReader log;
    private final JsonWebToken token;

    AuditResource(EventRepository events, LogReader log, JsonWebToken token) {
        this.events = events;
        this.log = log;
        this.token = token;
    }

    @GET
    public Uni<Page<EventView>> list(
            @RestQuery String type,
            @RestQuery UUID actor,
            @RestQuery String resource,
            @RestQuery Instant from,
            @RestQuery Instant to,
            @RestQuery String cursor,
            @RestQuery Integer limit) {
        int size = Page.limit(limit);
        var filter = new EventRepository.Filter(type, actor, resource, from, to);
        return events.newest(visibleTo(), filter, Page.beforeNumber(cursor), size + 1)
                .map(rows -> Page.of(rows, size, view -> view, EventView::seq));
    }

    @GET
    @Path("/{seq: [0-9]{1,18}}/leaf")
    @Produces("application/json")
    public Uni<byte[]> leaf(@PathParam("seq") long seq) {
        return visible(seq, () -> log.leaf(seq));
    }

    @GET
    @Path("/{seq: [0-9]{1,18}}/receipt")
    @Produces("text/plain; charset=utf-8")
    public Uni<String> receipt(@PathParam("seq") long seq) {
        return visible(seq, () -> log.receipt(seq).map(Receipt::text));
    }

    private <T> Uni<T> visible(long seq, Supplier<Optional<T>> read) {
        return events.isVisible(visibleTo(), seq)
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(visible -> (visible ? read.get() : Optional.<T>empty())
                        .orElseThrow(() -> CommonProblem.NOT_FOUND.because("No entry " + seq + " that you may see")));
    }

    private UUID visibleTo() {
        Caller caller = Caller.of(token);
        return caller.is("admin") || caller.is("auditor") ? null : caller.userId();
    }
}
