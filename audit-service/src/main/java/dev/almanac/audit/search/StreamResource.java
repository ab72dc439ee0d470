package dev.almanac.audit.search;

import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;

/// The log as it grows: Server-Sent Events whose ids are places in the log, so that a reader who lost the connection
/// goes on where it was. Ends with the token.
@Path("/api/v1/audit/stream")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class StreamResource {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Events events;
    private final Reads reads;
    private final Visibility.Rule rule;
    private final JsonWebToken token;

    StreamResource(Events events, Reads reads, Visibility.Rule rule, JsonWebToken token) {
        this.events = events;
        this.reads = reads;
        this.rule = rule;
        this.token = token;
    }

    /// @param after the place of the last entry that the reader has; `Last-Event-ID` says the same and wins
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Blocking
    public Multi<OutboundSseEvent> follow(
            @BeanParam EventFilter filter,
            @RestQuery Long after,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @Context Sse sse) {
        Visibility visible = rule.of(token);
        Duration left = Duration.between(Instant.now(), Instant.ofEpochSecond(token.getExpirationTime()));
        Duration open = left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
        EventFollower follower = new EventFollower(events, visible, filter, start(after, lastEventId));
        Multi<OutboundSseEvent> stream = Multi.createBy()
                .repeating()
                .uni(follower::next)
                .indefinitely()
                .onItem()
                .transformToMultiAndConcatenate(views -> Multi.createFrom().iterable(events(views, sse)));
        return reads.record(visible.actor(), "audit.followed", Map.of("everything", visible.everything()))
                .onItem()
                .transformToMulti(recorded -> stream)
                .select()
                .first(open);
    }

    private static long start(Long after, String lastEventId) {
        try {
            return lastEventId != null ? Long.parseLong(lastEventId) : after == null ? -1 : after;
        } catch (NumberFormatException e) {
            throw CommonProblem.INVALID_CURSOR.because("Last-Event-ID is the place of an entry");
        }
    }

    private static OutboundSseEvent event(EventView view, Sse sse) {
        return sse.newEventBuilder()
                .id(Long.toString(view.seq()))
                .name("entry")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(EventView.class, view)
                .build();
    }

    /// A comment now and then, so that both ends notice when the other is gone.
    private static List<OutboundSseEvent> events(List<EventView> views, Sse sse) {
        return views.isEmpty()
                ? List.of(sse.newEventBuilder().comment("quiet").build())
                : views.stream().map(view -> event(view, sse)).toList();
    }
}
