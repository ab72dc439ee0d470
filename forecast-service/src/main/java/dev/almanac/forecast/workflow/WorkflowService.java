package dev.almanac.forecast.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.kit.Ids;
import dev.almanac.kit.Moments;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.erasure.ErasedOwners;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Sets workflows up, changes them and lets them run at once.
@ApplicationScoped
class WorkflowService {

    /// Times of a schedule that are checked for coming too soon after one another.

    private final Pool database;
    private final WorkflowRepository workflows;
    private final RunRepository runs;
    private final AuditOutbox audit;
    private final WorkflowTimes times;
    private final WorkflowConfig config;
    private final ObjectMapper json;
    private final RunMetrics metrics;

    WorkflowService(
            Pool database,
            WorkflowRepository workflows,
            RunRepository runs,
            AuditOutbox audit,
            WorkflowTimes times,
            WorkflowConfig config,
            ObjectMapper json,
            RunMetrics metrics) {
        this.database = database;
        this.workflows = workflows;
        this.runs = runs;
        this.audit = audit;
        this.times = times;
        this.config = config;
        this.json = json;
        this.metrics = metrics;
    }

    /// @param request whose work is checked already
    Uni<Workflow> create(Caller caller, WorkflowRequest request, String idempotencyKey) {
        times.requireSeldom(request);
        UUID owner = caller.owner(request.teamId());
        Instant now = Moments.now();
        Workflow workflow = new Workflow(
                Ids.next(),
                owner,
                caller.userId(),
                request.name(),
                request.type(),
                request.cron(),
                request.timezone(),
                request.request().toString(),
                request.retries(),
                request.paused(),
                times.next(request),
                1,
                now,
                now);
        return database.withTransaction(connection -> ErasedOwners.mayKeep(connection, owner)
                .invoke(may -> {
                    if (!may) {
                        throw CommonProblem.NOT_FOUND.because("The account or team is gone");
                    }
                })
                .chain(() -> workflows.insert(connection, workflow, idempotencyKey))
                .chain(inserted -> inserted.isPresent()
                        ? requireRoom(connection, owner)
                                .chain(() -> audit.record(connection, event(caller, workflow, "created")))
                                .replaceWith(workflow)
                        : workflows
                                .byIdempotencyKey(connection, owner, idempotencyKey)
                                .map(Optional::orElseThrow)));
    }

    private Uni<Void> requireRoom(SqlConnection connection, UUID owner) {
        return workflows
                .count(connection, owner)
                .invoke(count -> {
                    if (count > config.most()) {
                        throw WorkflowProblem.TOO_MANY_WORKFLOWS.because(
                                "At most %d; delete one first".formatted(config.most()));
                    }
                })
                .replaceWithVoid();
    }

    /// @param changed whose work is checked already
    /// @param seen the tag of what it was made from
    /// @return empty when there is none that the caller may change
    Uni<Optional<Workflow>> change(Caller caller, UUID id, WorkflowRequest changed, String seen) {
        return database.withTransaction(connection -> workflows
                .locked(connection, caller.writable(), id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : change(connection, caller, found.get(), changed, seen).map(Optional::of)));
    }

    private Uni<Workflow> change(
            SqlConnection connection, Caller caller, Workflow old, WorkflowRequest changed, String seen) {
        if (!seen.equals(old.tag())) {
            throw WorkflowProblem.PRECONDITION_FAILED.because("It is now " + old.tag() + "; read it again");
        }
        if (!changed.cron().equals(old.cron())) {
            times.requireSeldom(changed);
        }
        Workflow workflow = new Workflow(
                old.id(),
                old.owner(),
                old.creator(),
                changed.name(),
                old.type(),
                changed.cron(),
                changed.timezone(),
                changed.request().toString(),
                changed.retries(),
                changed.paused(),
                keepsItsTimes(old, changed) ? old.nextRun() : times.next(changed),
                old.revision(),
                old.createdAt(),
                old.updatedAt());
        String what = old.paused() == changed.paused() ? "changed" : changed.paused() ? "paused" : "resumed";
        return audit.record(connection, event(caller, workflow, what))
                .chain(() -> changed.paused()
                        ? runs.endWaiting(connection, old.id())
                        : Uni.createFrom().voidItem())
                .chain(() -> workflows.update(connection, workflow));
    }

    /// Then a time that has come and was not noticed yet stays.
    private static boolean keepsItsTimes(Workflow old, WorkflowRequest changed) {
        return old.cron().equals(changed.cron())
                && old.timezone().equals(changed.timezone())
                && old.paused() == changed.paused();
    }

    JsonNode request(Workflow workflow) {
        try {
            return json.readTree(workflow.request());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A workflow's request is damaged", e);
        }
    }

    /// @return false when there is none that the caller may change
    Uni<Boolean> delete(Caller caller, UUID id) {
        return database.withTransaction(connection -> workflows
                .locked(connection, caller.writable(), id)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(false)
                        : workflows
                                .delete(connection, id)
                                .chain(() -> audit.record(connection, event(caller, found.get(), "deleted")))
                                .replaceWith(true)));
    }

    /// Lets a workflow run at once, paused or not; a run that waits for its next try is tried at once instead.
    ///
    /// @return empty when there is none that the caller may change
    Uni<Optional<WorkflowRun>> run(Caller caller, UUID id) {
        return database.withTransaction(connection -> workflows
                        .locked(connection, caller.writable(), id)
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().item(Optional.<Asked>empty())
                                : run(connection, caller, found.get()).map(Optional::of)))
                .invoke(asked -> asked.filter(Asked::isNew)
                        .ifPresent(one ->
                                metrics.created(List.of(one.workflow().type().label()))))
                .map(asked -> asked.map(Asked::run));
    }

    private Uni<Asked> run(SqlConnection connection, Caller caller, Workflow workflow) {
        return runs.hasten(connection, workflow.id())
                .chain(waiting -> waiting.isPresent()
                        ? Uni.createFrom().item(new Asked(workflow, waiting.get(), false))
                        : begun(connection, workflow))
                .call(() -> audit.record(connection, event(caller, workflow, "run")));
    }

    private Uni<Asked> begun(SqlConnection connection, Workflow workflow) {
        return runs.insertDue(connection, Ids.next(), workflow, "person", Moments.now(), 0)
                .map(run -> new Asked(
                        workflow,
                        run.orElseThrow(() ->
                                WorkflowProblem.WORKFLOW_RUNNING.because("Wait for the run before, or cancel its job")),
                        true));
    }

    private record Asked(Workflow workflow, WorkflowRun run, boolean isNew) {}

    private static AuditEvent event(Caller caller, Workflow workflow, String what) {
        return AuditEvent.by(
                caller.userId(),
                workflow.owner(),
                "workflow." + what,
                "workflow/" + workflow.id(),
                Map.of(
                        "type",
                        workflow.type().label(),
                        "cron",
                        workflow.cron(),
                        "timezone",
                        workflow.timezone(),
                        "revision",
                        workflow.revision()),
                Map.of("name", workflow.name()));
    }
}
