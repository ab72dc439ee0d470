package dev.almanac.kit.audit;

import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// How far the outbox is behind, as metrics: `audit_outbox_waiting` and `audit_outbox_parked` events,
/// `audit_outbox_lag_seconds` the age of the oldest that waits.
@ApplicationScoped
class OutboxLag {

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final String MEASURE = "SELECT count(*) FILTER (WHERE error IS NULL),"
            + " count(*) FILTER (WHERE error IS NOT NULL),"
            + " coalesce(extract(epoch FROM now() - (SELECT (event::json ->> 'time')::timestamptz FROM audit_outbox"
            + " WHERE error IS NULL ORDER BY id LIMIT 1)), 0)::bigint FROM audit_outbox";

    private final Pool database;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong parked = new AtomicLong();
    private final AtomicLong seconds = new AtomicLong();
    private long measured = System.nanoTime() - EVERY_NANOS;

    OutboxLag(Pool database, MeterRegistry metrics) {
        this.database = database;
        metrics.gauge("audit_outbox_waiting", waiting);
        metrics.gauge("audit_outbox_parked", parked);
        metrics.gauge("audit_outbox_lag_seconds", seconds);
    }

    /// Measures, if the last time is a while ago.
    Uni<Void> measure() {
        if (System.nanoTime() - measured < EVERY_NANOS) {
            return Uni.createFrom().voidItem();
        }
        measured = System.nanoTime();
        return database.query(MEASURE)
                .execute()
                .invoke(rows -> {
                    Row row = rows.iterator().next();
                    waiting.set(row.getLong(0));
                    parked.set(row.getLong(1));
                    seconds.set(Math.max(0, row.getLong(2)));
                })
                .replaceWithVoid();
    }
}
