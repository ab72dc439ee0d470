package dev.almanac.forecast.erase;

import dev.almanac.forecast.council.CouncilRepository;
import dev.almanac.forecast.job.JobRepository;
import dev.almanac.forecast.lab.ModelRepository;
import dev.almanac.forecast.sandbox.SandboxRepository;
import dev.almanac.forecast.usage.BudgetRepository;
import dev.almanac.forecast.webhook.WebhookRepository;
import dev.almanac.forecast.workflow.WorkflowRepository;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Erases every forecast, backtest, workflow, session, model and experiment of a user or team, seals included: their
/// proofs stay in the audit log. Called by auth-service until it has answered.
@Path("/internal/erasures")
@RolesAllowed("scope:erase")
public class ErasureResource {

    private final Pool database;
    private final JobRepository jobs;
    private final WorkflowRepository workflows;
    private final SandboxRepository sandbox;
    private final ModelRepository models;
    private final CouncilRepository councils;
    private final BudgetRepository budgets;
    private final WebhookRepository webhooks;
    private final AuditOutbox audit;

    ErasureResource(
            Pool database,
            JobRepository jobs,
            WorkflowRepository workflows,
            SandboxRepository sandbox,
            ModelRepository models,
            CouncilRepository councils,
            BudgetRepository budgets,
            WebhookRepository webhooks,
            AuditOutbox audit) {
        this.database = database;
        this.jobs = jobs;
        this.workflows = workflows;
        this.sandbox = sandbox;
        this.models = models;
        this.councils = councils;
        this.budgets = budgets;
        this.webhooks = webhooks;
        this.audit = audit;
    }

    @POST
    @Operation(hidden = true)
    public Uni<Erased> erase(@NotNull @Valid Subject request) {
        AuditEvent event = AuditEvent.of(request.subject(), "forecast.all-erased", "account", Map.of(), Map.of());
        return database.withTransaction(connection -> jobs.erase(connection, request.subject())
                .call(() -> workflows.erase(connection, request.subject()))
                .call(() -> sandbox.erase(connection, request.subject()))
                .call(() -> models.erase(connection, request.subject()))
                .call(() -> councils.erase(connection, request.subject()))
                .call(() -> budgets.erase(connection, request.subject()))
                .call(() -> webhooks.erase(connection, request.subject()))
                .call(() -> audit.record(connection, event))
                .map(Erased::new));
    }

    /// @param subject id of the user or team
    public record Subject(@NotNull UUID subject) {}

    /// @param jobs how many are gone by this call
    public record Erased(int jobs) {}
}
