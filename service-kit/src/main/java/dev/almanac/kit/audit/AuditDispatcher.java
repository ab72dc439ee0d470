package dev.almanac.kit.audit;

import dev.almanac.kit.security.ServiceTokens;
import io.micrometer.core.instrument.MeterRegistry;
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
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Delivers the outbox to audit-service: in order, by one replica at a time, for as long as it takes. Events that the
/// log refuses are parked (`error` is set) and never block the others. With the log down the backlog waits here.
@ApplicationScoped
public class AuditDispatcher {

    private static final Logger LOG = Logger.getLogger(AuditDispatcher.class);
    private static final int BATCH = 500;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Vertx vertx;
    private final Pool database;
    private final AuditClient audit;
    private final ServiceTokens tokens;
    private final Instance<AuditAcknowledgement> acknowledgement;
    private final long pauseMillis;
    private final AtomicLong waiting = new AtomicLong();

    AuditDispatcher(
            Vertx vertx,
            Pool database,
            @RestClient AuditClient audit,
            ServiceTokens tokens,
            MeterRegistry metrics,
            Instance<AuditAcknowledgement> acknowledgement,
            @ConfigProperty(name = "almanac.outbox.pause-millis", defaultValue = "200") long pauseMillis) {
        this.vertx = vertx;
        this.database = database;
        this.audit = audit;
        this.tokens = tokens;
        this.acknowledgement = acknowledgement;
        this.pauseMillis = pauseMillis;
        metrics.gauge("audit_outbox_waiting", waiting);
    }

    void start(@Observes StartupEvent event) {
        if (pauseMillis > 0) {
            next(pauseMillis);
        }
    }

    private void next(long pause) {
        vertx.setTimer(
                pause,
                timer -> deliver()
                        .subscribe()
                        .with(sent -> next(sent == BATCH ? 1 : pauseMillis), failure -> retryLater(pause, failure)));
    }

    private void retryLater(long pause, Throwable failure) {
        long longer = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        LOG.warnf("The audit log does not take events now, next try in %d ms: %s", longer, failure.getMessage());
        next(longer);
    }

    /// @return how many events were taken from the outbox
    private Uni<Integer> deliver() {
        return database.withTransaction(connection -> connection
                .query("SELECT pg_try_advisory_xact_lock(hashtext('audit_outbox'))")
                .execute()
                .chain(lock -> lock.iterator().next().getBoolean(0)
                        ? sendOldest(connection)
                        : Uni.createFrom().item(0)));
    }

    private Uni<Integer> sendOldest(SqlConnection connection) {
        return connection
                .query("SELECT id, event FROM audit_outbox WHERE error IS NULL ORDER BY id LIMIT " + BATCH)
                .execute()
                .chain(rows -> {
                    List<Row> batch = new ArrayList<>();
                    rows.forEach(batch::add);
                    waiting.set(batch.size());
                    return batch.isEmpty() ? Uni.createFrom().item(0) : send(connection, batch);
                });
    }

    private Uni<Integer> send(SqlConnection connection, List<Row> batch) {
        String body = batch.stream().map(row -> row.getString("event")).collect(Collectors.joining(",", "[", "]"));
        return tokens.bearer("audit-service", null, "events:append")
                .chain(token -> audit.append(token, body))
                .chain(appended -> settle(connection, batch, appended))
                .replaceWith(batch.size());
    }

    private Uni<Void> settle(SqlConnection connection, List<Row> batch, AuditClient.Appended appended) {
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
                .chain(() -> connection
                        .preparedQuery("UPDATE audit_outbox o SET error = r.reason"
                                + " FROM unnest($1::bigint[], $2::text[]) AS r(id, reason) WHERE o.id = r.id")
                        .execute(Tuple.of(refused.toArray(Long[]::new), reasons.toArray(String[]::new))))
                .chain(() -> acknowledge(connection, appended))
                .chain(() -> connection
                        .preparedQuery("INSERT INTO audit_checkpoint (one, note) VALUES (true, $1)"
                                + " ON CONFLICT (one) DO UPDATE SET note = excluded.note, seen = now()")
                        .execute(Tuple.of(appended.checkpoint())))
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
