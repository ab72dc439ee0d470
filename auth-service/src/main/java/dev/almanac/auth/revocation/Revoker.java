package dev.almanac.auth.revocation;

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

    /// Longer than any token may live (a day), also one that was issued under another setting.
    private static final Duration KEPT = Duration.ofHours(25);

    private final RevocationRepository revocations;

    Revoker(RevocationRepository revocations) {
        this.revocations = revocations;
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
        revocation.until = Instant.now().plus(KEPT);
        return revocations.persist(revocation).replaceWithVoid();
    }

    @Scheduled(every = "10m")
    Uni<Void> sweep() {
        return Panache.withTransaction(() -> revocations.deleteOver(Instant.now()))
                .replaceWithVoid();
    }
}
