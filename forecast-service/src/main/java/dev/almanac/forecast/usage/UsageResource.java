package dev.almanac.forecast.usage;

import dev.almanac.kit.Page;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.security.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;

/// What the caller, or a team of theirs, has used, may use, and what a job would cost.
@Path("/api/v1/usage")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class UsageResource {

    private static final Duration USUAL = Duration.ofDays(30);

    private final Pool database;
    private final UsageRepository usage;
    private final BudgetRepository budgets;
    private final BudgetNotices notices;
    private final Estimates estimates;
    private final AuditOutbox audit;
    private final JsonWebToken token;

    UsageResource(
            Pool database,
            UsageRepository usage,
            BudgetRepository budgets,
            BudgetNotices notices,
            Estimates estimates,
            AuditOutbox audit,
            JsonWebToken token) {
        this.database = database;
        this.usage = usage;
        this.budgets = budgets;
        this.notices = notices;
        this.estimates = estimates;
        this.audit = audit;
        this.token = token;
    }

    /// @param team whose; absent for the caller's own
    /// @param from absent for 30 days before `to`, which is absent for now
    @GET
    public Uni<UsageView> used(@RestQuery("team_id") UUID team, @RestQuery Instant from, @RestQuery Instant to) {
        UUID owner = readable(team);
        Instant until = to == null ? Instant.now() : to;
        Instant since = from == null ? until.minus(USUAL) : from;
        return usage.days(owner, since, until)
                .chain(days -> usage.datasets(owner, since, until)
                        .chain(byDataset -> usage.models(owner, since, until)
                                .chain(byModel -> budgets.standing(owner)
                                        .map(budget -> new UsageView(
                                                days.stream()
                                                        .mapToLong(UsageView.Day::units)
                                                        .sum(),
                                                days,
                                                byDataset,
                                                byModel,
                                                budget)))));
    }

    /// What a job or a call would cost, and whether there is room for it; nothing is begun.
    @POST
    @Path("/estimate")
    public Uni<Estimates.Estimate> estimate(@NotNull @Valid EstimateRequest request) {
        return estimates.of(caller(), "Bearer " + token.getRawToken(), request);
    }

    /// Sets one's own budget, or that of a team that the caller administers.
    @PUT
    @Path("/budget")
    @RolesAllowed({"user", "lab", "council_operator", "admin"})
    public Uni<BudgetView> setBudget(@NotNull @Valid BudgetRequest request) {
        request.requireOrdered();
        Caller caller = caller();
        UUID owner = administered(request.teamId());
        return database.withTransaction(connection -> notices.change(
                connection,
                owner,
                () -> budgets.set(connection, owner, request.soft(), request.hard(), false)
                        .invoke(set -> {
                            if (!set) {
                                throw UsageProblem.BUDGET_IMPOSED.because("Ask an administrator to change it");
                            }
                        })
                        .chain(() -> audit.record(connection, budgetSet(caller, owner, request)))));
    }

    /// Oldest first, a minute late; each record comes once, under an id that stays. The cursor of the last page goes on
    /// where it ended, so that a bill asks for what is new.
    @GET
    @Path("/records")
    public Uni<Page<UsageRecord>> records(
            @RestQuery("team_id") UUID team, @RestQuery String cursor, @RestQuery Integer limit) {
        int size = Page.limit(limit);
        return usage.records(readable(team), Page.after(cursor), size)
                .map(found -> Page.growing(found, UsageRecord::id));
    }

    private UUID readable(UUID team) {
        Caller caller = caller();
        if (team != null && !caller.readable().contains(team)) {
            throw CommonProblem.NOT_FOUND.because("No team " + team + " of yours");
        }
        return team == null ? caller.userId() : team;
    }

    private UUID administered(UUID team) {
        Caller caller = caller();
        if (team == null) {
            return caller.userId();
        }
        return caller.teams().stream()
                .filter(membership -> membership.id().equals(team))
                .findFirst()
                .map(membership -> {
                    if (!membership.administers()) {
                        throw CommonProblem.FORBIDDEN.because("Owners and administrators of a team set its budget");
                    }
                    return team;
                })
                .orElseThrow(() -> CommonProblem.NOT_FOUND.because("No team " + team + " of yours"));
    }

    static AuditEvent budgetSet(Caller caller, UUID owner, BudgetRequest request) {
        Map<String, Object> data = new LinkedHashMap<>();
        if (request.soft() != null) {
            data.put("soft", request.soft());
        }
        if (request.hard() != null) {
            data.put("hard", request.hard());
        }
        return AuditEvent.by(caller.userId(), owner, "budget.set", "budget/" + owner, data, Map.of());
    }

    private Caller caller() {
        return Caller.of(token);
    }
}
