package dev.almanac.kit.security;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Follows what auth-service revokes, so that a signed token stops within seconds of its session, key or user. While
/// auth-service is down the last known state holds; before the first answer the service is not ready.
@Singleton
public class Revocations {

    private static final Logger LOG = Logger.getLogger(Revocations.class);
    private static final long EVERYTHING = -1;
    private static final long RETRY_MILLIS = 500;
    private static final long PAUSE_MILLIS = 20;
    private static final int SWEEP_EVERY = 100;

    private final RevocationFeed feed;
    private final Vertx vertx;
    private final boolean follows;
    private final Map<UUID, Instant> ended = new ConcurrentHashMap<>();
    private final Map<UUID, Revocation> users = new ConcurrentHashMap<>();
    private volatile boolean known;
    private volatile boolean stopped;
    private boolean failing;
    private int rounds;

    /// @param follow false in tests of a single service, which have no auth-service to ask
    Revocations(
            RevocationFeed feed,
            Vertx vertx,
            @ConfigProperty(name = "almanac.revocations.follow", defaultValue = "true") boolean follow) {
        this.feed = feed;
        this.vertx = vertx;
        this.follows = follow;
    }

    void start(@Observes StartupEvent event) {
        if (follows) {
            follow(EVERYTHING);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
    }

    /// Whether a verified token has ended before its time.
    ///
    /// @param session the token's `sid`, null without one
    /// @param key the token's `key`, null without one
    /// @param generation the token's `gen`, null for tokens of services
    public boolean covers(UUID user, UUID session, UUID key, Long generation) {
        if ((session != null && ended.containsKey(session)) || (key != null && ended.containsKey(key))) {
            return true;
        }
        Revocation whole = generation == null ? null : users.get(user);
        return whole != null && generation < whole.generation();
    }

    /// The newest generation of a user's rights that is known here; 0 when nothing was revoked lately.
    long generationOf(UUID user) {
        Revocation whole = users.get(user);
        return whole == null ? 0 : whole.generation();
    }

    /// Whether what was revoked before this process started is known.
    boolean isUpToDate() {
        return known || !follows;
    }

    private void follow(long after) {
        if (stopped) {
            return;
        }
        feed.after(after)
                .map(this::taken)
                .subscribe()
                .with(
                        next -> {
                            failing = false;
                            vertx.setTimer(PAUSE_MILLIS, ignored -> follow(next));
                        },
                        failure -> {
                            if (!failing && known) {
                                LOG.warnf(
                                        "Revocations cannot be followed, the last known ones hold: %s",
                                        failure.getMessage());
                            }
                            failing = true;
                            vertx.setTimer(RETRY_MILLIS, ignored -> follow(after));
                        });
    }

    /// @return the number to ask on from
    private long taken(Revocation.Batch batch) {
        batch.items().forEach(this::apply);
        sweep();
        known = true;
        return batch.last();
    }

    private void apply(Revocation revocation) {
        if (revocation.kind().equals("user")) {
            users.merge(
                    revocation.id(), revocation, (old, fresh) -> old.generation() >= fresh.generation() ? old : fresh);
        } else {
            ended.put(revocation.id(), revocation.until());
        }
    }

    private void sweep() {
        if (++rounds % SWEEP_EVERY == 0) {
            Instant now = Instant.now();
            ended.values().removeIf(now::isAfter);
            List.copyOf(users.values()).stream()
                    .filter(old -> now.isAfter(old.until()))
                    .forEach(old -> users.remove(old.id(), old));
        }
    }
}
