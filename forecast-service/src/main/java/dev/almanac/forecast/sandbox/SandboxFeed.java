package dev.almanac.forecast.sandbox;

import io.quarkus.websockets.next.CloseReason;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Tells listeners what is new in the logs of their sessions, whichever replica wrote it. One query a tick finds the
/// sessions with news; each listener reads on from what it has, as fast as it takes it.
@ApplicationScoped
class SandboxFeed {

    private static final Logger LOG = Logger.getLogger(SandboxFeed.class);
    private static final long TICK_MILLIS = 250;

    private final Vertx vertx;
    private final SandboxRepository sessions;
    private final SandboxLog log;
    private final Map<WebSocketConnection, Listener> listeners = new ConcurrentHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private long timer;

    SandboxFeed(Vertx vertx, SandboxRepository sessions, SandboxLog log) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.log = log;
    }

    @PostConstruct
    void start() {
        timer = vertx.setPeriodic(TICK_MILLIS, ignored -> look());
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }

    void listen(WebSocketConnection connection, UUID session, long after) {
        listeners.put(connection, new Listener(session, after, false));
    }

    void forget(WebSocketConnection connection) {
        listeners.remove(connection);
    }

    private void look() {
        if (listeners.isEmpty() || !looking.compareAndSet(false, true)) {
            return;
        }
        List<UUID> ids =
                listeners.values().stream().map(Listener::session).distinct().toList();
        sessions.watched(ids)
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(
                        found -> found.forEach(this::tell),
                        e -> LOG.warnf("Logs cannot be read now: %s", e.getMessage()));
    }

    private void tell(SandboxSession session) {
        boolean over = !session.status().equals("active");
        listeners.forEach((connection, listener) -> {
            boolean news = session.logSeq() > listener.told() || over;
            if (listener.session().equals(session.id()) && news && !listener.sending()) {
                listeners.computeIfPresent(connection, (key, old) -> old.busy(true));
                send(connection, listener, session, over);
            }
        });
    }

    private void send(WebSocketConnection connection, Listener listener, SandboxSession session, boolean over) {
        log.after(session.id(), listener.told())
                .chain(lines -> sent(connection, lines).replaceWith(lines))
                .chain(lines -> {
                    long told =
                            lines.isEmpty() ? listener.told() : lines.getLast().seq();
                    listeners.computeIfPresent(connection, (key, old) -> new Listener(listener.session(), told, false));
                    return over && lines.isEmpty()
                            ? ended(connection, session)
                            : Uni.createFrom().voidItem();
                })
                .subscribe()
                .with(ignored -> {}, failure -> settle(connection, failure));
    }

    /// Whoever is still there hears the same lines at the next look.
    private void settle(WebSocketConnection connection, Throwable failure) {
        if (connection.isOpen()) {
            LOG.warnf("A log cannot be told now: %s", failure.getMessage());
            listeners.computeIfPresent(connection, (key, old) -> old.busy(false));
        } else {
            forget(connection);
        }
    }

    private static Uni<Void> sent(WebSocketConnection connection, List<LogLine> lines) {
        Uni<Void> sent = Uni.createFrom().voidItem();
        for (LogLine line : lines) {
            sent = sent.chain(() -> connection.sendText(line));
        }
        return sent;
    }

    private Uni<Void> ended(WebSocketConnection connection, SandboxSession session) {
        forget(connection);
        return connection
                .sendText(SandboxMessage.of("ended", session))
                .chain(() -> connection.close(CloseReason.NORMAL));
    }

    /// @param told `seq` of the last line
    /// @param sending while lines are on their way
    private record Listener(UUID session, long told, boolean sending) {
        Listener busy(boolean now) {
            return new Listener(session, told, now);
        }
    }
}
