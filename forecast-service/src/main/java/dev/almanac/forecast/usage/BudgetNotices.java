package dev.almanac.forecast.usage;

import dev.almanac.forecast.notice.Notice;
import dev.almanac.forecast.notice.Notices;
import dev.almanac.forecast.webhook.NoticeType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/// Tells that a soft limit is passed: by a charge, or by being set below what is used already.
@ApplicationScoped
class BudgetNotices {

    private final BudgetRepository budgets;
    private final Notices notices;

    BudgetNotices(BudgetRepository budgets, Notices notices) {
        this.budgets = budgets;
        this.notices = notices;
    }

    /// Told by the charge that passes the limit.
    ///
    /// @param charged just now
    Uni<Void> afterCharge(SqlConnection connection, UUID owner, long charged, BudgetView budget) {
        return told(connection, owner, budget.isPastSoft(budget.used() - charged), budget);
    }

    /// Changes a budget; told where it was not passed before and is now.
    ///
    /// @return where it stands then
    Uni<BudgetView> change(SqlConnection connection, UUID owner, Supplier<Uni<Void>> change) {
        return budgets.lockedStanding(connection, owner)
                .chain(before -> change.get()
                        .chain(() -> budgets.lockedStanding(connection, owner))
                        .call(now -> told(connection, owner, before.isPastSoft(before.used()), now)));
    }

    private Uni<Void> told(SqlConnection connection, UUID owner, boolean before, BudgetView budget) {
        return !before && budget.isPastSoft(budget.used())
                ? notices.tell(connection, passed(owner, budget))
                : Uni.createFrom().voidItem();
    }

    /// To the person, or to those who run the team: an id is that of one or the other.
    private static Notice passed(UUID owner, BudgetView budget) {
        return new Notice(
                NoticeType.BUDGET_SOFT_LIMIT,
                owner,
                Set.of(owner),
                owner,
                "%d units are used this month; the soft limit is %d".formatted(budget.used(), budget.soft()),
                "/jobs",
                Map.of("soft", budget.soft(), "used", budget.used()));
    }
}
