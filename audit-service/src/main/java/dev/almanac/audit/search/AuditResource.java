package dev.almanac.audit.search;

import dev.almanac.audit.publish.LogReader;
import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.log.Receipt;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;

/// Entries, leaves and receipts for the people they concern.
@Path("/api/v1/audit/events")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
@Blocking
public class AuditResource {

    private final Events events;
    private final LogReader log;
    private final Reads reads;
    private final Visibility.Rule rule;
    private final JsonWebToken token;

    AuditResource(Events events, LogReader log, Reads reads, Visibility.Rule rule, JsonWebToken token) {
        this.events = events;
        this.log = log;
        this.reads = reads;
        this.rule = rule;
        this.token = token;
    }

    /// Logged as `audit.read`: of one's own history the first page, of everybody's each.
    @GET
    public Uni<Page<EventView>> list(
            @BeanParam EventFilter filter, @RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        long before = Page.beforeNumber(cursor);
        Visibility visible = rule.of(token);
        Uni<Page<EventView>> page = events.newest(visible, filter, before, size + 1)
                .map(rows -> Page.of(rows, size, view -> view, EventView::seq));
        return cursor != null && !visible.everything()
                ? page
                : page.call(
                        () -> reads.record(visible.actor(), "audit.read", Map.of("everything", visible.everything())));
    }

    @GET
    @Path("/{seq: [0-9]{1,18}}")
    public Uni<EventView> one(@PathParam("seq") long seq) {
        Visibility visible = rule.of(token);
        return events.one(visible, seq)
                .map(found -> found.orElseThrow(() -> unknown(seq)))
                .call(() -> reads.record(
                        visible.actor(), "audit.read", Map.of("entry", seq, "everything", visible.everything())));
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
        return events.isVisible(rule.ofProofs(token), seq)
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(visible -> (visible ? read.get() : Optional.<T>empty()).orElseThrow(() -> unknown(seq)));
    }

    private static RuntimeException unknown(long seq) {
        return CommonProblem.NOT_FOUND.because("No entry " + seq + " that you may see");
    }
}
