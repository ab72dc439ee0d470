package dev.almanac.forecast.usage;

import dev.almanac.kit.Page;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;

/// Budgets that administrators impose, and everybody's usage for a bill.
@Path("/api/v1/admin/usage")
@RolesAllowed("admin")
public class AdminUsageResource {

    private final Pool database;
    private final UsageRepository usage;
    private final BudgetRepository budgets;
    private final BudgetNotices notices;
    private final AuditOutbox audit;
    private final JsonWebToken token;

    AdminUsageResource(
            Pool database,
            UsageRepository usage,
            BudgetRepository budgets,
            BudgetNotices notices,
            AuditOutbox audit,
            JsonWebToken token) {
        this.database = database;
        this.usage = usage;
        this.budgets = budgets;
        this.notices = notices;
        this.audit = audit;
        this.token = token;
    }

    /// Without any limit the budget is the owner's own to set again.
    ///
    /// @param owner a user or a team
    @PUT
    @Path("/budgets/{owner}")
    public Uni<BudgetView> impose(@PathParam("owner") UUID owner, @NotNull @Valid BudgetRequest request) {
        request.requireOrdered();
        return database.withTransaction(connection -> notices.change(
                connection,
                owner,
                () -> budgets.impose(connection, owner, request.soft(), request.hard())
                        .chain(() ->
                                audit.record(connection, UsageResource.budgetSet(Caller.of(token), owner, request)))));
    }

    @GET
    @Path("/budgets/{owner}")
    public Uni<BudgetView> budget(@PathParam("owner") UUID owner) {
        return budgets.standing(owner);
    }

    /// Oldest first, a minute late; each record comes once, under an id that stays.
    @GET
    @Path("/records")
    public Uni<Page<UsageRecord>> records(@RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return usage.records(Page.after(cursor), size).map(found -> Page.growing(found, UsageRecord::id));
    }
}
