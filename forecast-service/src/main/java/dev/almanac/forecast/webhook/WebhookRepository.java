package dev.almanac.forecast.webhook;

import dev.almanac.kit.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Webhooks and their deliveries; every query of a request names the owners that it may see.
@ApplicationScoped
public class WebhookRepository {

    private final Pool database;

    WebhookRepository(Pool database) {
        this.database = database;
    }

    Uni<Webhook> insert(
            SqlConnection connection, UUID id, UUID owner, UUID creator, WebhookRequest request, byte[] secret) {
        return connection
                .preparedQuery("""
                        INSERT INTO webhook (id, owner_id, created_by, url, events, secret, created_at)
                        VALUES ($1, $2, $3, $4, $5, $6, now()) RETURNING *""")
                .execute(Tuple.tuple()
                        .addUUID(id)
                        .addUUID(owner)
                        .addUUID(creator)
                        .addString(request.url())
                        .addArrayOfString(request.events().toArray(String[]::new))
                        .addValue(Buffer.buffer(secret)))
                .map(rows -> Webhook.of(rows.iterator().next()));
    }

    Uni<Long> count(SqlConnection connection, UUID owner) {
        return connection
                .preparedQuery("SELECT count(*) FROM webhook WHERE owner_id = $1")
                .execute(Tuple.of(owner))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    Uni<List<Webhook>> newest(Set<UUID> owners, UUID before, int limit) {
        return database.preparedQuery(
                        "SELECT * FROM webhook WHERE owner_id = ANY($1) AND id < $2 ORDER BY id DESC LIMIT $3")
                .execute(Tuple.of(ids(owners), before, limit))
                .map(rows -> rows.stream().map(Webhook::of).toList());
    }

    Uni<Optional<Webhook>> ofOwners(Set<UUID> owners, UUID id) {
        return database.preparedQuery("SELECT * FROM webhook WHERE owner_id = ANY($1) AND id = $2")
                .execute(Tuple.of(ids(owners), id))
                .map(rows -> rows.stream().map(Webhook::of).findFirst());
    }

    /// @return whose it was; empty when there was none that these may change
    Uni<Optional<UUID>> delete(SqlConnection connection, Set<UUID> owners, UUID id) {
        return connection
                .preparedQuery("DELETE FROM webhook WHERE owner_id = ANY($1) AND id = $2 RETURNING owner_id")
                .execute(Tuple.of(ids(owners), id))
                .map(rows -> rows.stream().map(row -> row.getUUID(0)).findFirst());
    }

    Uni<List<DeliveryView>> deliveries(UUID webhook, UUID before, int limit) {
        return database.preparedQuery(
                        "SELECT * FROM webhook_delivery WHERE webhook_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3")
                .execute(Tuple.of(webhook, before, limit))
                .map(rows -> rows.stream().map(DeliveryView::of).toList());
    }

    /// Sends it again, as often as a new one, under the same id. A webhook that was disabled is called again.
    Uni<Optional<DeliveryView>> replay(UUID webhook, UUID delivery) {
        return database.withTransaction(connection -> connection
                .preparedQuery("""
                        UPDATE webhook_delivery SET status = 'pending', next_at = now(), attempts = 0
                        WHERE webhook_id = $1 AND id = $2 RETURNING *""")
                .execute(Tuple.of(webhook, delivery))
                .map(rows -> rows.stream().map(DeliveryView::of).findFirst())
                .call(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : connection
                                .preparedQuery("UPDATE webhook SET disabled = NULL WHERE id = $1")
                                .execute(Tuple.of(webhook))
                                .replaceWithVoid()));
    }

    /// Every webhook of the owner that wants to know is called, if the transaction comes to its end.
    public Uni<Void> take(SqlConnection connection, UUID owner, String event, String payload) {
        return connection.preparedQuery("""
                        SELECT id FROM webhook WHERE owner_id = $1 AND disabled IS NULL AND $2 = ANY(events)""").execute(Tuple.of(owner, event)).chain(rows -> {
            List<Tuple> deliveries = rows.stream()
                    .map(row -> Tuple.of(Ids.next(), row.getUUID(0), event, payload))
                    .toList();
            return deliveries.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : connection.preparedQuery("""
                                            INSERT INTO webhook_delivery (id, webhook_id, event, payload, status,
                                                next_at, created_at)
                                            VALUES ($1, $2, $3, $4, 'pending', now(), now())""").executeBatch(deliveries).replaceWithVoid();
        });
    }

    /// What is due; nobody else sends it while the lease lasts. Blocks.
    ///
    /// @param most in all
    /// @param share most of one owner, those on their way included
    /// @param onTheirWay how many each owner has
    List<Due> claim(Duration lease, int most, int share, Map<UUID, Integer> onTheirWay) {
        UUID[] busy = onTheirWay.keySet().toArray(UUID[]::new);
        Integer[] counts = Stream.of(busy).map(onTheirWay::get).toArray(Integer[]::new);
        return database.preparedQuery("""
                        WITH due AS (
                            SELECT d.id FROM (
                                SELECT DISTINCT w.owner_id FROM webhook_delivery p JOIN webhook w ON w.id = p.webhook_id
                                WHERE p.status = 'pending' AND p.next_at <= now() AND w.disabled IS NULL) o
                            LEFT JOIN unnest($4::uuid[], $5::int[]) AS busy(owner_id, count)
                                ON busy.owner_id = o.owner_id
                            CROSS JOIN LATERAL (
                                SELECT oldest.*, row_number() OVER (ORDER BY next_at) + coalesce(busy.count, 0) AS place
                                FROM (SELECT p.id, p.next_at FROM webhook_delivery p JOIN webhook w ON w.id = p.webhook_id
                                    WHERE w.owner_id = o.owner_id AND w.disabled IS NULL
                                        AND p.status = 'pending' AND p.next_at <= now()
                                    ORDER BY p.next_at LIMIT $3) oldest) candidate
                            JOIN webhook_delivery d ON d.id = candidate.id
                            WHERE candidate.place <= $3 AND d.status = 'pending' AND d.next_at <= now()
                            ORDER BY candidate.place, candidate.next_at LIMIT $2 FOR UPDATE OF d SKIP LOCKED)
                        UPDATE webhook_delivery d SET next_at = now() + $1 * interval '1 millisecond',
                            attempts = d.attempts + 1, attempted_at = now()
                        FROM due, webhook w WHERE d.id = due.id AND w.id = d.webhook_id
                        RETURNING d.id, d.webhook_id, w.owner_id, d.payload, d.attempts, w.url, w.secret""")
                .execute(Tuple.of(lease.toMillis(), most, share, busy, counts))
                .map(rows -> rows.stream()
                        .map(row -> new Due(
                                row.getUUID("id"),
                                row.getUUID("webhook_id"),
                                row.getUUID("owner_id"),
                                row.getString("url"),
                                row.getBuffer("secret").getBytes(),
                                row.getString("payload"),
                                row.getInteger("attempts")))
                        .toList())
                .await()
                .indefinitely();
    }

    /// @param attempts this one included
    record Due(UUID id, UUID webhook, UUID owner, String url, byte[] secret, String payload, int attempts) {}

    Uni<Void> delivered(UUID id, int status) {
        return database.preparedQuery("""
                        UPDATE webhook_delivery SET status = 'delivered', next_at = NULL, last_status = $2,
                            last_error = NULL
                        WHERE id = $1""").execute(Tuple.of(id, status)).replaceWithVoid();
    }

    /// @param status null where nothing was answered
    /// @param pause before the next attempt; null when there is none
    Uni<Void> refused(UUID id, Integer status, String error, Duration pause) {
        return database.preparedQuery("""
                        UPDATE webhook_delivery SET last_status = $2, last_error = $3,
                            status = CASE WHEN $4::bigint IS NULL THEN 'failed' ELSE 'pending' END,
                            next_at = now() + $4 * interval '1 millisecond'
                        WHERE id = $1""")
                .execute(Tuple.of(id, status, error, pause == null ? null : pause.toMillis()))
                .replaceWithVoid();
    }

    Uni<Void> disable(UUID webhook, String reason) {
        return database.withTransaction(connection -> connection
                .preparedQuery("UPDATE webhook SET disabled = $2 WHERE id = $1")
                .execute(Tuple.of(webhook, reason))
                .chain(() -> connection.preparedQuery("""
                                UPDATE webhook_delivery SET status = 'failed', next_at = NULL, last_error = $2
                                WHERE webhook_id = $1 AND status = 'pending'""").execute(Tuple.of(webhook, reason)))
                .replaceWithVoid());
    }

    /// Removes what nobody will look at any more. Blocks.
    ///
    /// @return how many
    int removeOld(Duration age) {
        return database.preparedQuery("""
                        DELETE FROM webhook_delivery
                        WHERE status <> 'pending' AND created_at < now() - $1 * interval '1 second'""")
                .execute(Tuple.of(age.toSeconds()))
                .map(RowSet::rowCount)
                .await()
                .indefinitely();
    }

    /// Removes everything of a user or team that is gone; what they set up for teams stays without their name.
    public Uni<Void> erase(SqlConnection connection, UUID subject) {
        return connection
                .preparedQuery("DELETE FROM webhook WHERE owner_id = $1")
                .execute(Tuple.of(subject))
                .chain(() -> connection
                        .preparedQuery("UPDATE webhook SET created_by = NULL WHERE created_by = $1")
                        .execute(Tuple.of(subject)))
                .replaceWithVoid();
    }

    private static UUID[] ids(Set<UUID> owners) {
        return owners.toArray(UUID[]::new);
    }
}
