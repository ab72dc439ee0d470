package dev.almanac.forecast.usage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/// Budgets, and where they stand. One that an administrator imposed on a person counts what they do for teams too.
@ApplicationScoped
public class BudgetRepository {

    private static final String STANDING = """
            SELECT b.soft_units, b.hard_units, coalesce(b.imposed, false) AS imposed,
                coalesce((SELECT sum(u.units) FROM usage_record u
                    WHERE (u.owner_id = o.id OR b.imposed AND u.user_id = o.id)
                        AND u.used_at >= date_trunc('month', now(), 'UTC')), 0)::bigint AS used,
                coalesce((SELECT sum(greatest(0, f.total - f.done) * f.units_per_series) FROM forecast f
                    WHERE (f.owner_id = o.id OR b.imposed AND f.created_by = o.id)
                        AND f.status IN ('queued', 'running')), 0)::bigint
                + coalesce((SELECT sum(h.units) FROM usage_hold h
                    WHERE h.owner_id = o.id AND h.until > now()), 0)::bigint AS reserved
            FROM (SELECT $1::uuid AS id) o LEFT JOIN usage_budget b ON b.owner_id = o.id""";

    private final Pool database;

    BudgetRepository(Pool database) {
        this.database = database;
    }

    Uni<BudgetView> standing(UUID owner) {
        return standing(database, owner);
    }

    Uni<Boolean> hasHardLimit(UUID owner) {
        return database.preparedQuery("SELECT FROM usage_budget WHERE owner_id = $1 AND hard_units IS NOT NULL")
                .execute(Tuple.of(owner))
                .map(rows -> rows.size() == 1);
    }

    /// Keeps units for work that is begun; what was forgotten goes.
    Uni<Void> hold(SqlConnection connection, UUID id, UUID owner, long units, Duration atMost) {
        return connection
                .preparedQuery("""
                        DELETE FROM usage_hold WHERE id IN (
                            SELECT id FROM usage_hold WHERE owner_id = $1 AND until <= now()
                            FOR UPDATE SKIP LOCKED)""")
                .execute(Tuple.of(owner))
                .chain(() -> connection.preparedQuery("""
                                INSERT INTO usage_hold (id, owner_id, units, until)
                                VALUES ($1, $2, $3, now() + $4 * interval '1 millisecond')""").execute(Tuple.of(id, owner, units, atMost.toMillis())))
                .replaceWithVoid();
    }

    Uni<Void> letGo(SqlClient client, UUID hold) {
        return client.preparedQuery("DELETE FROM usage_hold WHERE id = $1")
                .execute(Tuple.of(hold))
                .replaceWithVoid();
    }

    /// @param imposed only one that an administrator imposed
    Uni<Boolean> hasSoftLimit(SqlConnection connection, UUID owner, boolean imposed) {
        return connection.preparedQuery("""
                        SELECT FROM usage_budget WHERE owner_id = $1 AND soft_units IS NOT NULL AND (imposed OR NOT $2)""").execute(Tuple.of(owner, imposed)).map(rows -> rows.size() == 1);
    }

    /// Nobody else of this owner gets past here until the transaction ends.
    Uni<BudgetView> lockedStanding(SqlConnection connection, UUID owner) {
        return connection
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended($1, 3))")
                .execute(Tuple.of(owner.toString()))
                .chain(() -> standing(connection, owner));
    }

    private static Uni<BudgetView> standing(SqlClient client, UUID owner) {
        return client.preparedQuery(STANDING)
                .execute(Tuple.of(owner))
                .map(rows -> rows.iterator().next())
                .map(row -> BudgetView.of(
                        row.getLong("soft_units"),
                        row.getLong("hard_units"),
                        row.getBoolean("imposed"),
                        row.getLong("used"),
                        row.getLong("reserved")));
    }

    /// @param imposed by an administrator
    /// @return false when an administrator has set it, and this is somebody else
    Uni<Boolean> set(SqlConnection connection, UUID owner, Long soft, Long hard, boolean imposed) {
        return connection
                .preparedQuery("""
                        INSERT INTO usage_budget (owner_id, soft_units, hard_units, imposed, updated_at)
                        VALUES ($1, $2, $3, $4, now())
                        ON CONFLICT (owner_id) DO UPDATE SET soft_units = excluded.soft_units,
                            hard_units = excluded.hard_units, imposed = excluded.imposed, updated_at = now()
                        WHERE excluded.imposed OR NOT usage_budget.imposed""")
                .execute(Tuple.of(owner, soft, hard, imposed))
                .map(rows -> rows.rowCount() == 1);
    }

    /// By an administrator; without any limit it is lifted.
    Uni<Void> impose(SqlConnection connection, UUID owner, Long soft, Long hard) {
        return soft == null && hard == null
                ? connection
                        .preparedQuery("DELETE FROM usage_budget WHERE owner_id = $1")
                        .execute(Tuple.of(owner))
                        .replaceWithVoid()
                : set(connection, owner, soft, hard, true).replaceWithVoid();
    }

    /// Removes the budget of whoever is gone; what they used stays countable, without the person.
    public Uni<Void> erase(SqlConnection connection, UUID subject) {
        return connection
                .preparedQuery("DELETE FROM usage_budget WHERE owner_id = $1")
                .execute(Tuple.of(subject))
                .chain(() -> connection
                        .preparedQuery("DELETE FROM usage_hold WHERE owner_id = $1")
                        .execute(Tuple.of(subject)))
                .chain(() -> connection
                        .preparedQuery("UPDATE usage_record SET user_id = NULL WHERE user_id = $1")
                        .execute(Tuple.of(subject)))
                .replaceWithVoid();
    }
}
