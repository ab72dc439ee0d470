package dev.almanac.forecast.usage;

import dev.almanac.forecast.job.Job;
import dev.almanac.forecast.job.JobObserver;
import dev.almanac.forecast.job.Meter;
import dev.almanac.forecast.notice.Notice;
import dev.almanac.forecast.notice.Notices;
import dev.almanac.forecast.webhook.NoticeType;
import dev.almanac.kit.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Keeps work within budgets, and charges it when it was done: jobs when they end, for the series that are done and
/// were not charged yet.
@ApplicationScoped
class BudgetMeter implements Meter, JobObserver {

    private static final Logger LOG = Logger.getLogger(BudgetMeter.class);

    private final Pool database;
    private final BudgetRepository budgets;
    private final Notices notices;

    BudgetMeter(Pool database, BudgetRepository budgets, Notices notices) {
        this.database = database;
        this.budgets = budgets;
        this.notices = notices;
    }

    @Override
    public Uni<Void> requireRoomOnItsWay(SqlConnection connection, UUID owner, long units) {
        return budgets.lockedStanding(connection, owner)
                .invoke(budget -> require(budget.without(units), units))
                .replaceWithVoid();
    }

    @Override
    public Uni<Hold> hold(UUID owner, long units, Duration atMost) {
        return units <= 0 ? Uni.createFrom().item(Hold.UNLIMITED) : kept(owner, units, atMost);
    }

    private Uni<Hold> kept(UUID owner, long units, Duration atMost) {
        return budgets.hasHardLimit(owner)
                .chain(limited ->
                        limited ? held(owner, units, atMost) : Uni.createFrom().item(Hold.UNLIMITED));
    }

    private Uni<Hold> held(UUID owner, long units, Duration atMost) {
        Hold hold = new Hold(Ids.next());
        return database.withTransaction(connection -> budgets.lockedStanding(connection, owner)
                .invoke(budget -> require(budget, units))
                .chain(() -> budgets.hold(connection, hold.id(), owner, units, atMost))
                .replaceWith(hold));
    }

    @Override
    public Uni<Void> letGo(Hold hold) {
        return hold.id() == null
                ? Uni.createFrom().voidItem()
                : budgets.letGo(database, hold.id())
                        .onFailure()
                        .invoke(e -> LOG.warnf("Units are held until their time is up: %s", e.getMessage()))
                        .onFailure()
                        .recoverWithNull();
    }

    private static void require(BudgetView budget, long units) {
        if (!budget.hasRoomFor(units)) {
            throw UsageProblem.BUDGET_EXCEEDED.because(
                    "It takes %d units; %d are left this month".formatted(units, budget.left()));
        }
    }

    @Override
    public Uni<Void> charge(SqlConnection connection, Used used, Hold hold) {
        return hold.id() == null
                ? charge(connection, used)
                : budgets.letGo(connection, hold.id()).chain(() -> charge(connection, used));
    }

    private Uni<Void> charge(SqlConnection connection, Used used) {
        return used.units() <= 0
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery("""
                                INSERT INTO usage_record (id, owner_id, user_id, kind, dataset_id, model, series, units,
                                    job_id, used_at)
                                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now())""")
                        .execute(Tuple.tuple()
                                .addUUID(Ids.next())
                                .addUUID(used.owner())
                                .addUUID(used.user())
                                .addString(used.kind())
                                .addUUID(used.dataset())
                                .addString(used.model())
                                .addInteger(used.series())
                                .addLong(used.units())
                                .addUUID(used.job()))
                        .chain(() -> budgets.hasSoftLimit(connection, used.owner()))
                        .chain(soft -> soft
                                ? budgets.lockedStanding(connection, used.owner())
                                        .chain(budget -> tellIfPassed(connection, used, budget))
                                : Uni.createFrom().voidItem());
    }

    /// Told once a month: by the charge that passes the soft limit.
    private Uni<Void> tellIfPassed(SqlConnection connection, Used used, BudgetView budget) {
        boolean passed = budget.soft() != null && budget.used() > budget.soft();
        boolean before = passed && budget.used() - used.units() > budget.soft();
        return !passed || before
                ? Uni.createFrom().voidItem()
                : notices.tell(connection, softLimitPassed(used, budget));
    }

    private static Notice softLimitPassed(Used used, BudgetView budget) {
        return new Notice(
                NoticeType.BUDGET_SOFT_LIMIT,
                used.owner(),
                Set.of(used.owner()),
                used.owner().equals(used.user()) ? null : used.owner(),
                "%d units are used this month; the soft limit is %d".formatted(budget.used(), budget.soft()),
                "/jobs",
                Map.of("soft", budget.soft(), "used", budget.used()));
    }

    @Override
    public Uni<Void> over(SqlConnection connection, Job job) {
        return connection
                .preparedQuery("""
                        SELECT coalesce(sum(units), 0)::bigint, coalesce(sum(series), 0)::int
                        FROM usage_record WHERE job_id = $1""")
                .execute(Tuple.of(job.id()))
                .map(rows -> rows.iterator().next())
                .chain(charged -> charge(
                        connection,
                        new Used(
                                job.owner(),
                                job.creator(),
                                job.kind(),
                                job.source().datasetId(),
                                job.options().model(),
                                job.done() - charged.getInteger(1),
                                job.unitsDone() - charged.getLong(0),
                                job.id())));
    }
}
