package dev.almanac.forecast.sandbox;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Sessions as their owners see them; every query of a request names the user.
@ApplicationScoped
public class SandboxRepository {

    private final Pool database;

    SandboxRepository(Pool database) {
        this.database = database;
    }

    /// Nobody else opens a session for this user until the transaction ends.
    Uni<List<SandboxSession>> lockedActive(SqlConnection connection, UUID user) {
        return connection
                .preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended($1, 2))")
                .execute(Tuple.of(user.toString()))
                .chain(() -> connection.preparedQuery("""
                                SELECT * FROM sandbox_session
                                WHERE user_id = $1 AND status = 'active' AND expires_at > now() ORDER BY id""").execute(Tuple.of(user)))
                .map(SandboxRepository::all);
    }

    Uni<Optional<SandboxSession>> byIdempotencyKey(SqlConnection connection, UUID user, String key) {
        return connection
                .preparedQuery("SELECT * FROM sandbox_session WHERE user_id = $1 AND idempotency_key = $2")
                .execute(Tuple.of(user, key))
                .map(SandboxRepository::first);
    }

    Uni<Void> insert(SqlConnection connection, SandboxSession session, byte[] credentials, String idempotencyKey) {
        Target.Series series = session.target() instanceof Target.Series one ? one : null;
        Target.Instance instance = session.target() instanceof Target.Instance one ? one : null;
        Tuple row = Tuple.tuple()
                .addUUID(session.id())
                .addUUID(session.user())
                .addUUID(series == null ? null : series.datasetId())
                .addString(series == null ? null : series.seriesId())
                .addString(instance == null ? null : instance.instanceId())
                .addString(instance == null ? null : instance.instanceType())
                .addString(instance == null ? null : instance.availabilityZone())
                .addString(instance == null ? null : instance.awsRegion())
                .addDouble(session.limitPrice())
                .addInteger(session.horizon())
                .addValue(credentials == null ? null : Buffer.buffer(credentials))
                .addOffsetDateTime(session.createdAt().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(session.expiresAt().atOffset(ZoneOffset.UTC))
                .addString(idempotencyKey);
        return connection.preparedQuery("""
                        INSERT INTO sandbox_session (id, user_id, status, dataset_id, series_id, instance_id,
                            instance_type, zone, region, limit_price, horizon, credentials, created_at, expires_at,
                            idempotency_key)
                        VALUES ($1, $2, 'active', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)""").execute(row).replaceWithVoid();
    }

    Uni<Optional<SandboxSession>> ofUser(UUID user, UUID id) {
        return database.preparedQuery("SELECT * FROM sandbox_session WHERE user_id = $1 AND id = $2")
                .execute(Tuple.of(user, id))
                .map(SandboxRepository::first);
    }

    /// Of whoever it is: listeners were checked when they came.
    Uni<List<SandboxSession>> watched(List<UUID> ids) {
        return database.preparedQuery("SELECT * FROM sandbox_session WHERE id = ANY($1)")
                .execute(Tuple.of(ids.toArray(UUID[]::new)))
                .map(SandboxRepository::all);
    }

    Uni<List<SandboxSession>> newest(UUID user, UUID before, int limit) {
        return database.preparedQuery(
                        "SELECT * FROM sandbox_session WHERE user_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3")
                .execute(Tuple.of(user, before, limit))
                .map(SandboxRepository::all);
    }

    /// Wrapped; empty when the session has none, or has ended. Blocks.
    Optional<byte[]> credentials(UUID user, UUID id) {
        return database.preparedQuery("""
                        SELECT credentials FROM sandbox_session
                        WHERE user_id = $1 AND id = $2 AND status = 'active' AND credentials IS NOT NULL""")
                .execute(Tuple.of(user, id))
                .map(rows ->
                        rows.stream().map(row -> row.getBuffer(0).getBytes()).findFirst())
                .await()
                .indefinitely();
    }

    /// Ends a session and wipes its credentials.
    ///
    /// @return empty when there is none that is active
    Uni<Optional<SandboxSession>> close(SqlConnection connection, UUID user, UUID id) {
        return connection.preparedQuery("""
                        UPDATE sandbox_session SET status = 'closed', ended_at = now(), credentials = NULL
                        WHERE user_id = $1 AND id = $2 AND status = 'active' RETURNING *""").execute(Tuple.of(user, id)).map(SandboxRepository::first);
    }

    /// Ends sessions whose time is over, and wipes their credentials.
    Uni<List<SandboxSession>> expire(SqlConnection connection, int most) {
        return connection.preparedQuery("""
                        UPDATE sandbox_session SET status = 'expired', ended_at = now(), credentials = NULL
                        WHERE id IN (SELECT id FROM sandbox_session WHERE status = 'active' AND expires_at <= now()
                            LIMIT $1 FOR UPDATE SKIP LOCKED)
                        RETURNING *""").execute(Tuple.of(most)).map(SandboxRepository::all);
    }

    /// How many active sessions each of those has who had any lately.
    Uni<List<Count>> counts() {
        return database.query("""
                        SELECT user_id, count(*) FILTER (WHERE status = 'active' AND expires_at > now()) AS active
                        FROM sandbox_session WHERE expires_at > now() - interval '1 day' GROUP BY user_id""")
                .execute()
                .map(rows -> rows.stream()
                        .map(row -> new Count(row.getUUID(0), row.getInteger(1)))
                        .toList());
    }

    Uni<Count> count(UUID user) {
        return database.preparedQuery("""
                        SELECT count(*) FROM sandbox_session
                        WHERE user_id = $1 AND status = 'active' AND expires_at > now()""")
                .execute(Tuple.of(user))
                .map(rows -> new Count(user, rows.iterator().next().getInteger(0)));
    }

    /// @param active sessions
    record Count(UUID user, int active) {}

    /// Removes everything of a user who is gone.
    public Uni<Void> erase(SqlConnection connection, UUID subject) {
        return connection
                .preparedQuery("DELETE FROM sandbox_session WHERE user_id = $1")
                .execute(Tuple.of(subject))
                .replaceWithVoid();
    }

    private static Optional<SandboxSession> first(RowSet<Row> rows) {
        return all(rows).stream().findFirst();
    }

    private static List<SandboxSession> all(RowSet<Row> rows) {
        return rows.stream().map(SandboxSession::of).toList();
    }
}
