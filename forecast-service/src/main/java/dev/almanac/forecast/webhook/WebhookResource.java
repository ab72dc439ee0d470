package dev.almanac.forecast.webhook;

import dev.almanac.forecast.series.Mistakes;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Page;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.erasure.ErasedOwners;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import dev.almanac.kit.security.RootKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Webhooks, the caller's and their teams'.
@Path("/api/v1/webhooks")
@RolesAllowed({"user", "lab", "council_operator", "admin"})
public class WebhookResource {

    private final Pool database;
    private final WebhookRepository webhooks;
    private final WebhookConfig config;
    private final RootKey root;
    private final AuditOutbox audit;
    private final JsonWebToken token;

    WebhookResource(
            Pool database,
            WebhookRepository webhooks,
            WebhookConfig config,
            RootKey root,
            AuditOutbox audit,
            JsonWebToken token) {
        this.database = database;
        this.webhooks = webhooks;
        this.config = config;
        this.root = root;
        this.audit = audit;
        this.token = token;
    }

    /// A new webhook and its secret, which is shown here and never again.
    public record Made(Webhook webhook, String secret) {}

    @POST
    public Uni<RestResponse<Made>> create(@NotNull @Valid WebhookRequest request) {
        requireCallable(request);
        Caller caller = caller();
        UUID owner = caller.owner(request.teamId());
        UUID id = Ids.next();
        WebhookSecret secret = WebhookSecret.drawn();
        return database.withTransaction(connection -> requireRoom(connection, owner)
                        .chain(() -> webhooks.insert(
                                connection, id, owner, caller.userId(), request, secret.wrapped(id, root)))
                        .call(() -> audit.record(connection, event(caller, owner, id, "created"))))
                .map(webhook -> ResponseBuilder.<Made>create(RestResponse.Status.CREATED)
                        .location(URI.create("/api/v1/webhooks/" + id))
                        .entity(new Made(webhook, secret.text()))
                        .build());
    }

    private void requireCallable(WebhookRequest request) {
        try {
            Endpoint.of(request.url(), config.allowPrivate());
        } catch (IllegalArgumentException e) {
            throw Mistakes.one("url", "invalid", e.getMessage());
        }
        request.events().stream()
                .filter(event -> !NoticeType.labels().contains(event))
                .findFirst()
                .ifPresent(event -> {
                    throw Mistakes.one(
                            "events", "unknown", event + " is none of " + String.join(", ", NoticeType.labels()));
                });
    }

    private Uni<Void> requireRoom(SqlConnection connection, UUID owner) {
        return ErasedOwners.mayKeep(connection, owner)
                .invoke(may -> {
                    if (!may) {
                        throw CommonProblem.NOT_FOUND.because("The account or team is gone");
                    }
                })
                .chain(() -> webhooks.count(connection, owner))
                .invoke(count -> {
                    if (count >= config.most()) {
                        throw WebhookProblem.TOO_MANY_WEBHOOKS.because(
                                "At most %d; delete one first".formatted(config.most()));
                    }
                })
                .replaceWithVoid();
    }

    @GET
    public Uni<Page<Webhook>> list(@RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return webhooks.newest(caller().writable(), Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, webhook -> webhook, Webhook::id));
    }

    @DELETE
    @Path("/{id}")
    public Uni<Void> delete(@PathParam("id") UUID id) {
        Caller caller = caller();
        return database.withTransaction(connection -> webhooks.delete(connection, caller.writable(), id)
                .map(owner -> owner.orElseThrow(() -> unknown(id)))
                .chain(owner -> audit.record(connection, event(caller, owner, id, "deleted"))));
    }

    /// What was sent, and what came of it, newest first.
    @GET
    @Path("/{id}/deliveries")
    public Uni<Page<DeliveryView>> deliveries(
            @PathParam("id") UUID id, @RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return own(id).chain(webhook -> webhooks.deliveries(id, Page.before(cursor), size + 1))
                .map(found -> Page.of(found, size, delivery -> delivery, DeliveryView::id));
    }

    /// Sends it once more, under the same id.
    @POST
    @Path("/{id}/deliveries/{delivery}/replay")
    public Uni<DeliveryView> replay(@PathParam("id") UUID id, @PathParam("delivery") UUID delivery) {
        return own(id).chain(webhook -> webhooks.replay(id, delivery))
                .map(found -> found.orElseThrow(
                        () -> CommonProblem.NOT_FOUND.because("No delivery " + delivery + " of this webhook")));
    }

    private Uni<Webhook> own(UUID id) {
        return webhooks.ofOwners(caller().writable(), id).map(found -> found.orElseThrow(() -> unknown(id)));
    }

    private static AuditEvent event(Caller caller, UUID owner, UUID webhook, String what) {
        return AuditEvent.by(caller.userId(), owner, "webhook." + what, "webhook/" + webhook, Map.of(), Map.of());
    }

    private Caller caller() {
        return Caller.of(token);
    }

    private static ProblemException unknown(UUID id) {
        return CommonProblem.NOT_FOUND.because("No webhook " + id + " of yours");
    }
}
