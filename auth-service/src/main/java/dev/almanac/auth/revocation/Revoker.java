package dev.almanac.auth.revocation;

import dev.almanac.auth.key.TokenIssuer;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Ends access tokens before they expire: of one session, of one API key, or all that a user got before now.
@ApplicationScoped
public class Revoker {

    private static final Duration MARGIN = Duration.ofMinutes(2);

    private final RevocationRepository revocations;
    private final TokenIssuer issuer;

    Revoker(RevocationRepository revocations, TokenIssuer issuer) {
        this.revocations = revocations;
        this.issuer = issuer;
    }

    /// In the current transaction, like the others.
    public Uni<Void> session(UUID id) {
        return write("session", id, null);
    }

    public Uni<Void> key(UUID id) {
        return write("key", id, null);
    }

    /// @param generation the first whose tokens count again
    public Uni<Void> user(UUID id, long generation) {
        return write("user", id, generation);
    }

    private Uni<Void> write(String kind, UUID subject, Long generation) {
        RevocationEntity revocation = new RevocationEntity();
        revocation.kind = kind;
        revocation.subject = subject;
        revocation.generation = generation;
        revocation.until = Instant.now().plus(issuer.life()).plus(MARGIN);
        return revocations.lock().chain(() -> revocations.persist(revocation)).replaceWithVoid();
    }

    @Scheduled(every = "10m")
    Uni<Void> sweep() {
        return Panache.withTransaction(() -> revocations.deleteOver(Instant.now()))
                .replaceWithVoid();
    }
}
