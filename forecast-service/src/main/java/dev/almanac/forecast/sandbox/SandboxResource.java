package dev.almanac.forecast.sandbox;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.almanac.forecast.dataset.ReadyDatasetClient;
import dev.almanac.forecast.job.IdempotencyKey;
import dev.almanac.kit.Page;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.security.Caller;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// Sandbox sessions: a price is watched and weighed against its forecast. They are their owner's alone.
@Path("/api/v1/sandbox")
@RolesAllowed({"user", "lab", "council_operator", "admin"})
public class SandboxResource {

    private static final Duration SAVINGS_OF = Duration.ofDays(30);

    private final SandboxService sandbox;
    private final SandboxRepository sessions;
    private final ActionRepository actions;
    private final Evaluations evaluations;
    private final ReadyDatasetClient datasets;
    private final SandboxConfig config;
    private final JsonWebToken token;

    SandboxResource(
            SandboxService sandbox,
            SandboxRepository sessions,
            ActionRepository actions,
            Evaluations evaluations,
            ReadyDatasetClient datasets,
            SandboxConfig config,
            JsonWebToken token) {
        this.sandbox = sandbox;
        this.sessions = sessions;
        this.actions = actions;
        this.evaluations = evaluations;
        this.datasets = datasets;
        this.config = config;
        this.token = token;
    }

    @POST
    @Path("/sessions")
    public Uni<RestResponse<SandboxView>> open(
            @NotNull @Valid SandboxRequest request, @RestHeader("Idempotency-Key") String idempotencyKey) {
        Target target = request.target();
        double limit = limit(request, target);
        return requireReadable(target)
                .chain(() -> sandbox.open(
                        user(),
                        target,
                        request.credentials(),
                        limit,
                        request.horizon(),
                        IdempotencyKey.of("sandbox", idempotencyKey)))
                .map(opening -> switch (opening) {
                    case SandboxService.Opening.Opened(SandboxSession session) ->
                        ResponseBuilder.<SandboxView>create(RestResponse.Status.CREATED)
                                .location(URI.create("/api/v1/sandbox/sessions/" + session.id()))
                                .entity(SandboxView.of(session))
                                .build();
                    case SandboxService.Opening.TooMany(List<SandboxSession> active) -> throw tooMany(active);
                });
    }

    @GET
    @Path("/sessions")
    public Uni<Page<SandboxView>> list(@RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return sessions.newest(user(), Page.before(cursor), size + 1)
                .map(found -> Page.of(found, size, SandboxView::of, SandboxSession::id));
    }

    @GET
    @Path("/sessions/{id}")
    public Uni<SandboxView> get(@PathParam("id") UUID id) {
        return session(id).map(SandboxView::of);
    }

    @DELETE
    @Path("/sessions/{id}")
    public Uni<Void> close(@PathParam("id") UUID id) {
        return session(id)
                .chain(session -> sandbox.close(user(), id))
                .invoke(closed -> {
                    if (!closed) {
                        throw SandboxProblem.SESSION_ENDED.because("There is nothing left to close");
                    }
                })
                .replaceWithVoid();
    }

    /// Weighs the target now; takes as long as its prices take to come, and a forecast of each.
    @POST
    @Path("/sessions/{id}/evaluate")
    @Blocking
    public EvaluationView evaluate(@PathParam("id") UUID id) throws InterruptedException {
        SandboxSession session = session(id).await().indefinitely();
        if (!session.isActive(Instant.now())) {
            throw SandboxProblem.SESSION_ENDED.because("Open another one");
        }
        return switch (evaluations.evaluate(session, Caller.of(token).readable())) {
            case Evaluations.Outcome.Weighed(EvaluationView view) -> view;
            case Evaluations.Outcome.Impossible(SandboxProblem problem, String reason) -> throw problem.because(reason);
        };
    }

    /// What was advised so far, newest first.
    @GET
    @Path("/sessions/{id}/actions")
    public Uni<Page<Action>> actions(@PathParam("id") UUID id, @RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return session(id)
                .chain(session -> actions.newest(user(), id, Page.before(cursor), size + 1))
                .map(found -> Page.of(found, size, stored -> new Action(stored.body()), ActionRepository.Stored::id));
    }

    /// An evaluation as it was answered.
    public record Action(@JsonValue @JsonRawValue String body) {}

    /// @param from absent for 30 days
    @GET
    @Path("/savings")
    public Uni<SavingsView> savings(@RestQuery Instant from) {
        Instant since = from == null ? Instant.now().minus(SAVINGS_OF) : from;
        return actions.days(user(), since)
                .chain(days -> actions.targets(user(), since).map(targets -> SavingsView.of(days, targets)));
    }

    private double limit(SandboxRequest request, Target target) {
        if (request.limitPrice() != null) {
            return request.limitPrice();
        }
        return Optional.of(target)
                .filter(Target.Instance.class::isInstance)
                .map(instance -> config.onDemand().get(((Target.Instance) instance).instanceType()))
                .orElseThrow(() -> SandboxProblem.LIMIT_NEEDED.because(
                        "Give limit_price: what the sure alternative costs an hour"));
    }

    /// A series must be the caller's to read now; whether it has prices shows when it is weighed.
    private Uni<Void> requireReadable(Target target) {
        return target instanceof Target.Series series
                ? datasets.ready("Bearer " + token.getRawToken(), series.datasetId(), null)
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<SandboxSession> session(UUID id) {
        return sessions.ofUser(user(), id)
                .map(found ->
                        found.orElseThrow(() -> CommonProblem.NOT_FOUND.because("No session " + id + " of yours")));
    }

    private static ProblemException tooMany(List<SandboxSession> active) {
        return SandboxProblem.TOO_MANY_SESSIONS
                .because("%d sessions are active; close one of them".formatted(active.size()))
                .with(Map.of("active", active.stream().map(SandboxView::of).toList()));
    }

    private UUID user() {
        return Caller.of(token).userId();
    }
}
