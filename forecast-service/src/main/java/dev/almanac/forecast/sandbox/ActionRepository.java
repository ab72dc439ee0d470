package dev.almanac.forecast.sandbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/// What was advised, and what it is expected to save.
@ApplicationScoped
class ActionRepository {

    /// With `last` for the last one of each session.
    private static final String COUNTED = """
            WITH counted AS (
                SELECT a.*, id = first_value(id) OVER (PARTITION BY session_id ORDER BY id DESC) AS last
                FROM sandbox_action a WHERE user_id = $1 AND created_at >= $2)\s""";

    private final Pool database;

    ActionRepository(Pool database) {
        this.database = database;
    }

    Uni<Void> insert(SqlConnection connection, SandboxSession session, EvaluationView action, String body) {
        return connection
                .preparedQuery("""
                        INSERT INTO sandbox_action (id, session_id, user_id, recommendation, risk, expected_saving,
                            body, created_at)
                        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)""")
                .execute(Tuple.tuple()
                        .addUUID(action.actionId())
                        .addUUID(session.id())
                        .addUUID(session.user())
                        .addString(action.recommendation().label())
                        .addDouble(action.risk())
                        .addDouble(action.expectedSaving())
                        .addString(body)
                        .addOffsetDateTime(action.createdAt().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /// JSON of each, newest first.
    Uni<List<Stored>> newest(UUID user, UUID session, UUID before, int limit) {
        return database.preparedQuery("""
                        SELECT id, body FROM sandbox_action
                        WHERE user_id = $1 AND session_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4""")
                .execute(Tuple.of(user, session, before, limit))
                .map(rows -> rows.stream()
                        .map(row -> new Stored(row.getUUID(0), row.getString(1)))
                        .toList());
    }

    record Stored(UUID id, String body) {}

    Uni<List<SavingsView.Day>> days(UUID user, Instant from) {
        return database.preparedQuery(COUNTED + """
                        SELECT (created_at AT TIME ZONE 'UTC')::date AS day, count(*) AS actions,
                            count(*) FILTER (WHERE recommendation = 'stay') AS stay,
                            count(*) FILTER (WHERE recommendation = 'switch') AS switched,
                            count(*) FILTER (WHERE recommendation = 'fall_back') AS fell,
                            coalesce(sum(expected_saving) FILTER (WHERE last), 0) AS saving
                        FROM counted GROUP BY day ORDER BY day""")
                .execute(Tuple.of(user, from.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream()
                        .map(row -> new SavingsView.Day(
                                row.getLocalDate("day"),
                                row.getLong("actions"),
                                row.getLong("stay"),
                                row.getLong("switched"),
                                row.getLong("fell"),
                                row.getDouble("saving")))
                        .toList());
    }

    Uni<List<SavingsView.OfTarget>> targets(UUID user, Instant from) {
        return database.preparedQuery(COUNTED + """
                        SELECT coalesce(s.dataset_id || '/' || s.series_id, s.instance_type || '/' || s.zone) AS target,
                            count(*) AS actions, coalesce(sum(c.expected_saving) FILTER (WHERE c.last), 0) AS saving
                        FROM counted c JOIN sandbox_session s ON s.id = c.session_id
                        GROUP BY target ORDER BY saving DESC, target LIMIT 100""")
                .execute(Tuple.of(user, from.atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.stream()
                        .map(row -> new SavingsView.OfTarget(
                                row.getString("target"), row.getLong("actions"), row.getDouble("saving")))
                        .toList());
    }
}
