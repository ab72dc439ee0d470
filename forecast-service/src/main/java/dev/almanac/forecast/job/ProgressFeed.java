package dev.almanac.forecast.job;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Tells watchers what changed. One query a tick serves all of them, and works whichever process runs the job; a
/// watcher that cannot keep up gets fewer messages, each complete.
@ApplicationScoped
class ProgressFeed {

    private static final Logger LOG = Logger.getLogger(ProgressFeed.class);
    private static final long TICK_MILLIS = 250;

    private final Vertx vertx;
    private final JobRepository forecasts;
    private final Map<WebSocketConnection, Watch> watches = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private long timer;

    ProgressFeed(Vertx vertx, JobRepository forecasts) {
        this.vertx = vertx;
        this.forecasts = forecasts;
    }

    @PostConstruct
    void start() {
        timer = vertx.setPeriodic(TICK_MILLIS, ignored -> look());
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    void watch(WebSocketConnection connection, UUID job, long after) {
        watches.put(connection, new Watch(job, after, false));
    }

    void forget(WebSocketConnection connection) {
        watches.remove(connection);
    }

    private void look() {
        if (watches.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        List<UUID> ids = watches.values().stream().map(Watch::job).distinct().toList();
        forecasts
                .watched(ids)
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(
                        jobs -> jobs.forEach(this::tell),
                        e -> LOG.warnf("Progress cannot be read now: %s", e.getMessage()));
    }

    private void tell(Job job) {
        watches.forEach((connection, watch) -> {
            boolean news = job.progressSeq() > watch.told() || job.isOver();
            if (watch.job().equals(job.id()) && news && !watch.sending()) {
                watches.computeIfPresent(connection, (key, old) -> new Watch(job.id(), job.progressSeq(), true));
                tell(connection, job);
            }
        });
    }

    private void tell(WebSocketConnection connection, Job job) {
        Uni<Void> sent = connection.sendText(ProgressView.of("progress", job, Instant.now()));
        if (job.isOver()) {
            forget(connection);
            sent = sent.chain(() -> connection.sendText(ProgressView.of("done", job, Instant.now())))
                    .chain(() -> connection.close(CloseReason.NORMAL));
        }
        sent.subscribe()
                .with(
                        ignored -> watches.computeIfPresent(
                                connection, (key, watch) -> new Watch(watch.job(), watch.told(), false)),
                        gone -> forget(connection));
    }

    /// @param told `seq` of the last message
    /// @param sending while the last message is still on its way
    private record Watch(UUID job, long told, boolean sending) {}
}
