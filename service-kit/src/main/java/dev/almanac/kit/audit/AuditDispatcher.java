package dev.almanac.kit.audit;

import dev.almanac.kit.security.ServiceTokens;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.WebApplicationException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Delivers the outbox to audit-service: in order, by one replica at a time, for as long as it takes. Events that the
/// log refuses are parked (`error` is set) and never block the others. With the log down the backlog waits here. The
/// checkpoint of each answer is kept: a log that has not grown from it is an alarm, and nothing is taken from the
/// outbox.
@ApplicationScoped
public class AuditDispatcher {

    private static final Logger LOG = Logger.getLogger(AuditDispatcher.class);
    private static final int BATCH = 500;
    private static final int BAD_REQUEST = 400;
    private static final int TOO_LARGE = 413;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Vertx vertx;
    private final Pool database;
    private final AuditClient audit;
    private final ServiceTokens tokens;
    private final OutboxLag lag;
    private final Instance<AuditAcknowledgement> acknowledgement;
    private final long pauseMillis;

    AuditDispatcher(
            Vertx vertx,
            Pool database,
            @RestClient AuditClient audit,
            ServiceTokens tokens,
            OutboxLag lag,
            Instance<AuditAcknowledgement> acknowledgement,
            @ConfigProperty(name = "almanac.outbox.pause-millis", defaultValue = "200") long pauseMillis) {
        this.vertx = vertx;
        this.database = database;
        this.audit = audit;
        this.tokens = tokens;
        this.lag = lag;
        this.acknowledgement = acknowledgement;
        this.pauseMillis = pauseMillis;
    }

    void start(@Observes StartupEvent event) {
        if (pauseMillis > 0) {
            next(pauseMillis);
        }
    }

    private void next(long pause) {
        vertx.setTimer(
                pause,
                timer -> lag.measure()
                        .chain(this::deliver)
                        .subscribe()
                        .with(sent -> next(sent == BATCH ? 1 : pauseMillis), failure -> retryLater(pause, failure)));
    }

    /// Longer after each failure, and not all services at the same moment.
    private void retryLater(long pause, Throwable failure) {
        long longer = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        long jittered = longer / 2 + ThreadLocalRandom.current().nextLong(longer / 2 + 1);
        LOG.warnf("The audit log does not take events now, next try in %d ms: %s", jittered, failure.getMessage());
        next(Math.max(pause, jittered));
    }

    /// @return how many events were taken from the outbox
    private Uni<Integer> deliver() {
        return database.withTransaction(connection -> connection
                .query(
                        "SELECT pg_try_advisory_xact_lock(hashtext('audit_outbox')), (SELECT note FROM audit_checkpoint)")
                .execute()
                .map(rows -> rows.iterator().next())
                .chain(row -> row.getBoolean(0)
                        ? sendOldest(connection, row.getString(1))
                        : Uni.createFrom().item(0)));
    }

    private Uni<Integer> sendOldest(SqlConnection connection, String known) {
        return connection
                .query("SELECT id, event FROM audit_outbox WHERE error IS NULL ORDER BY id LIMIT " + BATCH)
                .execute()
                .chain(rows -> {
                    List<Row> batch = new ArrayList<>();
                    rows.forEach(batch::add);
                    return batch.isEmpty() ? Uni.createFrom().item(0) : send(connection, known, batch);
                });
    }

    private Uni<Integer> send(SqlConnection connection, String known, List<Row> batch) {
        String body = batch.stream().map(row -> row.getString("event")).collect(Collectors.joining(",", "[", "]"));
        return tokens.bearer("audit-service", null, "events:append")
                .chain(token -> audit.append(token, known == null ? null : KnownCheckpoint.header(known), body))
                .chain(appended -> settle(connection, known, batch, appended))
                .replaceWith(batch.size())
                .onFailure(AuditDispatcher::isOfTheBatch)
                .recoverWithUni(failure -> sendSmaller(connection, known, batch, failure));
    }

    /// A batch that cannot even be read is halved until the one event is alone that cannot.
    private Uni<Integer> sendSmaller(SqlConnection connection, String known, List<Row> batch, Throwable failure) {
        if (batch.size() > 1) {
            return send(connection, known, batch.subList(0, batch.size() / 2));
        }
        Long id = batch.getFirst().getLong("id");
        return park(connection, List.of(id), List.of("refused: " + failure.getMessage()))
                .replaceWith(1);
    }

    private static boolean isOfTheBatch(Throwable failure) {
        return failure instanceof WebApplicationException answer
                && (answer.getResponse().getStatus() == BAD_REQUEST
                        || answer.getResponse().getStatus() == TOO_LARGE);
    }

    private Uni<Void> settle(SqlConnection connection, String known, List<Row> batch, AuditClient.Appended appended) {
        KnownCheckpoint newest = KnownCheckpoint.parse(appended.checkpoint());
        if (known != null) {
            KnownCheckpoint.parse(known).requireGrown(newest);
        }
        List<Long> done = new ArrayList<>();
        List<Long> refused = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            AuditClient.Result result = appended.results().get(i);
            Long id = batch.get(i).getLong("id");
            if (result.error() == null) {
                done.add(id);
            } else {
                refused.add(id);
                reasons.add(result.error());
            }
        }
        return connection
                .preparedQuery("DELETE FROM audit_outbox WHERE id = ANY($1)")
                .execute(Tuple.of(done.toArray(Long[]::new)))
                .chain(() -> park(connection, refused, reasons))
                .chain(() -> acknowledge(connection, appended))
                .chain(() -> connection
                        .preparedQuery("INSERT INTO audit_checkpoint (one, note) VALUES (true, $1)"
                                + " ON CONFLICT (one) DO UPDATE SET note = excluded.note, seen = now()")
                        .execute(Tuple.of(appended.checkpoint())))
                .replaceWithVoid();
    }

    private static Uni<Void> park(SqlConnection connection, List<Long> ids, List<String> reasons) {
        if (ids.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        LOG.errorf("The log refuses %d events, which are parked; the first reason: %s", ids.size(), reasons.getFirst());
        return connection
                .preparedQuery("UPDATE audit_outbox o SET error = r.reason"
                        + " FROM unnest($1::bigint[], $2::text[]) AS r(id, reason) WHERE o.id = r.id")
                .execute(Tuple.of(ids.toArray(Long[]::new), reasons.toArray(String[]::new)))
                .replaceWithVoid();
    }

    private Uni<Void> acknowledge(SqlConnection connection, AuditClient.Appended appended) {
        List<AuditAcknowledgement.Logged> logged = appended.results().stream()
                .filter(result -> result.error() == null)
                .map(result -> new AuditAcknowledgement.Logged(UUID.fromString(result.id()), result.seq()))
                .toList();
        return acknowledgement.isResolvable() && !logged.isEmpty()
                ? acknowledgement.get().logged(connection, logged)
                : Uni.createFrom().voidItem();
    }
}
