package dev.almanac.gateway.limit;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/// The limits of this gateway, kept in its memory.
@ApplicationScoped
public class Limits {

    private static final long SWEEP_MILLIS = 30_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Gcra gcra = new Gcra();
    private final Map<String, Policy> byName;

    Limits(LimitConfig config) {
        this.byName = Map.of(
                "user", new Policy("user", config.user(), MINUTE),
                "user-keys", new Policy("user-keys", config.userKeys(), MINUTE),
                "address", new Policy("address", config.address(), MINUTE),
                "sign-in", new Policy("sign-in", config.signIn(), MINUTE),
                "sign-up", new Policy("sign-up", config.signUp(), Duration.ofHours(1)),
                "log", new Policy("log", config.log(), MINUTE));
    }

    void start(@Observes StartupEvent event, Vertx vertx) {
        vertx.setPeriodic(SWEEP_MILLIS, ignored -> gcra.sweep(System.nanoTime()));
    }

    /// The limit of an API key, which has its own number of calls a minute.
    public Decision askKey(UUID key, int callsPerMinute) {
        return gcra.ask(new Policy("api-key", callsPerMinute, MINUTE), key.toString(), System.nanoTime());
    }

    /// @param policy name of the limit
    /// @param key whom it counts: an address or a user id
    public Decision ask(String policy, String key) {
        return gcra.ask(byName.get(policy), key, System.nanoTime());
    }
}
