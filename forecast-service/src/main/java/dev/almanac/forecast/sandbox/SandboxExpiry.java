package dev.almanac.forecast.sandbox;

import dev.almanac.forecast.upkeep.Chore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/// Closes sessions whose time is over and tells their listeners, by the log. Their credentials go with it.
@ApplicationScoped
class SandboxExpiry implements Chore {

    private static final int AT_ONCE = 100;

    private final SandboxService sandbox;
    private final ActiveSessions counts;

    SandboxExpiry(SandboxService sandbox, ActiveSessions counts) {
        this.sandbox = sandbox;
        this.counts = counts;
    }

    @Override
    public String name() {
        return "sandbox-expiry";
    }

    @Override
    public String cron() {
        return "*/5 * * * *";
    }

    @Override
    public int run() {
        int ended = 0;
        List<UUID> users;
        do {
            users = sandbox.expire(AT_ONCE).await().indefinitely();
            new HashSet<>(users).forEach(user -> counts.tell(user).await().indefinitely());
            ended += users.size();
        } while (users.size() == AT_ONCE);
        return ended;
    }
}
