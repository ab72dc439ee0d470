package dev.almanac.kit.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RevocationsTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<Long> asked = new ArrayList<>();
    private final BlockingQueue<Uni<Revocation.Batch>> answers = new LinkedBlockingQueue<>();
    private final UUID user = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();
    private final UUID key = UUID.randomUUID();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void endsSessionsKeysAndOldGenerationsAndNothingElse() {
        Instant later = Instant.now().plusSeconds(60);
        Revocations revocations = following();
        assertFalse(revocations.isUpToDate());
        answers.add(Uni.createFrom()
                .item(new Revocation.Batch(
                        7,
                        List.of(
                                new Revocation("session", session, null, later),
                                new Revocation("key", key, null, later),
                                new Revocation("user", user, 4L, later)))));
        await(revocations::isUpToDate);
        assertTrue(revocations.covers(UUID.randomUUID(), session, null, 9L));
        assertTrue(revocations.covers(UUID.randomUUID(), null, key, 9L));
        assertTrue(revocations.covers(user, UUID.randomUUID(), null, 3L));
        assertFalse(revocations.covers(user, UUID.randomUUID(), null, 4L));
        assertFalse(revocations.covers(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID(), 0L));
    }

    @Test
    void asksOnFromWhatItHasAndGoesOnAfterFailures() {
        Revocations revocations = following();
        answers.add(Uni.createFrom().item(new Revocation.Batch(7, List.of())));
        answers.add(Uni.createFrom().failure(new IllegalStateException("auth is down")));
        answers.add(Uni.createFrom().item(new Revocation.Batch(9, null)));
        answers.add(Uni.createFrom()
                .item(new Revocation.Batch(
                        9,
                        List.of(new Revocation(
                                "session", session, null, Instant.now().plusSeconds(60))))));
        await(() -> revocations.covers(user, session, null, 0L));
        synchronized (asked) {
            assertEquals(List.of(-1L, 7L, 7L, 7L), asked.subList(0, 4));
        }
    }

    private Revocations following() {
        Revocations revocations = new Revocations(
                number -> Uni.createFrom()
                        .item(() -> {
                            synchronized (asked) {
                                asked.add(number);
                            }
                            try {
                                return answers.poll(20, TimeUnit.SECONDS);
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .runSubscriptionOn(command -> Thread.ofVirtual().start(command))
                        .chain(answer -> answer),
                vertx,
                true);
        revocations.start(null);
        return revocations;
    }

    private static void await(BooleanSupplier condition) {
        Instant end = Instant.now().plusSeconds(10);
        while (!condition.getAsBoolean()) {
            assertTrue(Instant.now().isBefore(end), "waited too long");
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
