package dev.almanac.forecast.sandbox;

import dev.almanac.forecast.upkeep.Chore;
import dev.almanac.kit.security.BootstrapSecret;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/// Tells auth-service how many active sessions people have, for their profiles: with every change, and all of them
/// every ten minutes, should one have been missed.
@ApplicationScoped
class ActiveSessions implements Chore {

    private static final Logger LOG = Logger.getLogger(ActiveSessions.class);

    private final SandboxRepository sessions;
    private final ActiveSessionClient auth;
    private final BootstrapSecret secret;

    ActiveSessions(SandboxRepository sessions, @RestClient ActiveSessionClient auth, BootstrapSecret secret) {
        this.sessions = sessions;
        this.auth = auth;
        this.secret = secret;
    }

    @Override
    public String name() {
        return "sandbox-counts";
    }

    @Override
    public String cron() {
        return "*/10 * * * *";
    }

    @Override
    public int run() {
        List<SandboxRepository.Count> counts = sessions.counts().await().indefinitely();
        counts.forEach(count -> send(count).await().indefinitely());
        return counts.size();
    }

    /// A profile that is late is no reason to fail.
    Uni<Void> tell(UUID user) {
        return sessions.count(user)
                .chain(this::send)
                .onFailure()
                .invoke(e -> LOG.warnf("A profile shows an old number of sessions for now: %s", e.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> send(SandboxRepository.Count count) {
        return auth.set(secret.authorization(), new ActiveSessionClient.Count(count.user(), count.active()));
    }
}
