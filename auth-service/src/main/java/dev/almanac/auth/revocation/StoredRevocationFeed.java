package dev.almanac.auth.revocation;

import dev.almanac.kit.security.Revocation;
import dev.almanac.kit.security.RevocationFeed;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;

/// Reads revocations from our own table: for this service itself, and for the others behind
/// [RevocationResource].
@ApplicationScoped
public class StoredRevocationFeed implements RevocationFeed {

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final int LOOKS = 80;

    private final RevocationRepository revocations;
    private final Vertx vertx;

    StoredRevocationFeed(RevocationRepository revocations, Vertx vertx) {
        this.revocations = revocations;
        this.vertx = vertx;
    }

    @Override
    public Uni<Revocation.Batch> after(long number) {
        return look(number, LOOKS);
    }

    private Uni<Revocation.Batch> look(long number, int left) {
        return read(number)
                .chain(batch -> batch.items().isEmpty() && number > 0 && left > 1
                        ? Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(LOOK_EVERY)
                                .chain(() -> look(number, left - 1))
                        : Uni.createFrom().item(batch));
    }

    /// On a context of its own, because it also runs where no request is.
    private Uni<Revocation.Batch> read(long number) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored -> Panache.withSession(() -> revocations.after(number))
                    .map(found -> batch(number, found))
                    .subscribe()
                    .with(emitter::complete, emitter::fail));
        });
    }

    private static Revocation.Batch batch(long number, List<RevocationEntity> found) {
        long last = found.isEmpty() ? Math.max(0, number) : found.getLast().seq;
        return new Revocation.Batch(
                last, found.stream().map(RevocationEntity::view).toList());
    }
}
