package dev.almanac.forecast.usage;

import dev.almanac.forecast.job.Job;
import dev.almanac.forecast.job.JobObserver;
import dev.almanac.forecast.job.Meter;
import dev.almanac.kit.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Keeps work within budgets, and charges it when it was done: jobs when they end, for the series that are done and
/// were not charged yet.
@ApplicationScoped
class BudgetMeter implements Meter, JobObserver {

    private static final Logger LOG = Logger.getLogger(BudgetMeter.class);

    private final Pool database;
    private final BudgetRepository budgets;
    private final BudgetNotices notices;

    BudgetMeter(Pool database, BudgetRepository budgets, BudgetNotices notices) {
        this.database = database;
        this.budgets = budgets;
        this.notices = notices;
    }

    @Override
    public Uni<Void> requireRoomOnItsWay(SqlConnection connection, UUID owner, UUID creator, long units) {
        return owner.equals(creator) || creator == null
                ? requireRoom(connection, owner, units, true)
                : requireRoom(connection, creator, units, false)
                        .chain(() -> requireRoom(connection, owner, units, true));
    }

    /// People come before their teams, so that two who wait for the same budgets never wait for each other.
    ///
    /// @param own false for what somebody does for a team: their own budget counts then only if it was imposed
    private Uni<Void> requireRoom(SqlConnection connection, UUID owner, long units, boolean own) {
        return budgets.lockedStanding(connection, owner)
                .invoke(budget -> {
                    if (own || budget.imposed()) {
                        require(budget.without(units), units);
                    }
                })
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
                        .chain(() -> used.user() == null || used.user().equals(used.owner())
                                ? Uni.createFrom().voidItem()
                                : tellIfPassed(connection, used.user(), used.units(), true))
                        .chain(() -> tellIfPassed(connection, used.owner(), used.units(), false));
    }

    /// @param imposed only a budget that an administrator imposed
    private Uni<Void> tellIfPassed(SqlConnection connection, UUID owner, long units, boolean imposed) {
        return budgets.hasSoftLimit(connection, owner, imposed)
                .chain(soft -> soft
                        ? budgets.lockedStanding(connection, owner)
                                .chain(budget -> notices.afterCharge(connection, owner, units, budget))
                        : Uni.createFrom().voidItem());
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
                                job.seriesDone() - charged.getInteger(1),
                                job.unitsDone() - charged.getLong(0),
                                job.id())));
    }
}
