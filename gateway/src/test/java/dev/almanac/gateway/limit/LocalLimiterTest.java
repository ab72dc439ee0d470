package dev.almanac.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalLimiterTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Policy FIVE_A_MINUTE = Policy.of("sign-in", 5, Duration.ofMinutes(1));
    private static final Policy TEN_AN_HOUR = Policy.of("expensive", 10, Duration.ofHours(1));

    private final AtomicLong now = new AtomicLong();
    private final Arrivals brief = new Arrivals(1_000);
    private final LocalLimiter limiter = new LocalLimiter(new Slots(42), brief, new Arrivals(1_000), now::get);

    @Test
    void aBurstOfTheWholeQuotaPassesAndTheNextWaitsForOneSlot() {
        for (int left = 4; left >= 0; left--) {
            var allowed = assertInstanceOf(Decision.Allowed.class, ask(FIVE_A_MINUTE, "a"));
            assertEquals(left, allowed.standings().getFirst().remaining());
        }
        var refused = assertInstanceOf(Decision.Refused.class, ask(FIVE_A_MINUTE, "a"));
        assertEquals(12, refused.retryAfterSeconds());
        now.set(12 * SECOND);
        assertInstanceOf(Decision.Allowed.class, ask(FIVE_A_MINUTE, "a"));
    }

    @Test
    void aRefusedRequestCostsNothing() {
        for (int i = 0; i < 50; i++) {
            ask(FIVE_A_MINUTE, "a");
        }
        now.set(12 * SECOND);
        assertInstanceOf(Decision.Allowed.class, ask(FIVE_A_MINUTE, "a"));
    }

    @Test
    void overAnHourTheQuotaHoldsHoweverOneAsks() {
        int allowed = 0;
        for (long second = 0; second < 3_600; second++) {
            now.set(second * SECOND);
            allowed += ask(FIVE_A_MINUTE, "a") instanceof Decision.Allowed ? 1 : 0;
        }
        assertEquals(5 + 299, allowed);
    }

    @Test
    void whereOneLimitRefusesNoneHasCounted() {
        List<Charge> both = List.of(Charge.one(TEN_AN_HOUR, "a"), Charge.one(FIVE_A_MINUTE, "a"));
        for (int i = 0; i < 20; i++) {
            limiter.decide(both);
        }
        var standing = limiter.look(both).result();
        assertEquals(5, standing.get(0).remaining());
        assertEquals(0, standing.get(1).remaining());
    }

    @Test
    void aCostCountsAsSoManyRequestsAndNeverMoreThanTheWholeLimit() {
        assertInstanceOf(Decision.Allowed.class, limiter.decide(List.of(new Charge(FIVE_A_MINUTE, "a", 3))));
        assertInstanceOf(Decision.Refused.class, limiter.decide(List.of(new Charge(FIVE_A_MINUTE, "a", 3))));
        assertInstanceOf(Decision.Allowed.class, limiter.decide(List.of(new Charge(FIVE_A_MINUTE, "a", 2))));
        assertInstanceOf(Decision.Allowed.class, limiter.decide(List.of(new Charge(FIVE_A_MINUTE, "b", 99))));
    }

    @Test
    void keysAndLimitsDoNotShare() {
        for (int i = 0; i < 5; i++) {
            ask(FIVE_A_MINUTE, "a");
        }
        assertInstanceOf(Decision.Allowed.class, ask(FIVE_A_MINUTE, "b"));
        assertInstanceOf(Decision.Allowed.class, ask(Policy.of("other", 5, Duration.ofMinutes(1)), "a"));
    }

    @Test
    void ofRacersJustAsManyPassAsMay() throws Exception {
        Policy thousand = Policy.of("user", 1_000, Duration.ofMinutes(1));
        Callable<Integer> racer = () -> IntStream.range(0, 1_000)
                .map(i -> ask(thousand, "a") instanceof Decision.Allowed ? 1 : 0)
                .sum();
        try (var racers = Executors.newFixedThreadPool(8)) {
            int allowed = 0;
            for (Future<Integer> each : racers.invokeAll(java.util.Collections.nCopies(8, racer))) {
                allowed += each.get();
            }
            assertEquals(1_000, allowed);
        }
    }

    /// Two longs a caller, in tables of powers of two that are filled to three quarters at most.
    @Test
    void aMillionCallersTakeSixtyFourMebibytesAtMostAndAreAllRemembered() {
        Arrivals many = new Arrivals(1_000_000);
        LocalLimiter wide = new LocalLimiter(new Slots(7), many, new Arrivals(1), now::get);
        Policy one = Policy.of("one", 1, Duration.ofMinutes(1));
        for (int i = 0; i < 1_000_000; i++) {
            wide.decide(List.of(Charge.one(one, "key-" + i)));
        }
        int forgotten = 0;
        for (int i = 0; i < 1_000_000; i++) {
            forgotten += wide.decide(List.of(Charge.one(one, "key-" + i))) instanceof Decision.Allowed ? 1 : 0;
        }
        assertEquals(0, forgotten);
        assertTrue(many.capacity() * 16 <= 64 << 20, "bytes " + many.capacity() * 16);
    }

    @Test
    void moreCallersThanFitDoNotTakeMoreMemory() {
        LocalLimiter narrow = new LocalLimiter(new Slots(7), brief, new Arrivals(1), now::get);
        long before = 0;
        for (int i = 0; i < 200_000; i++) {
            narrow.decide(List.of(Charge.one(FIVE_A_MINUTE, "key-" + i)));
            before = i == 100_000 ? brief.capacity() : before;
        }
        assertEquals(before, brief.capacity());
        assertTrue(brief.capacity() <= 8_192, "places " + brief.capacity());
    }

    @Test
    void whoseTimeIsOverGivesTheirPlaceAway() {
        for (int round = 0; round < 100; round++) {
            now.addAndGet(60 * SECOND);
            for (int i = 0; i < 500; i++) {
                ask(FIVE_A_MINUTE, "round-" + round + "-" + i);
            }
        }
        assertTrue(brief.capacity() <= 4_096, "places " + brief.capacity());
    }

    private Decision ask(Policy policy, String key) {
        return limiter.decide(List.of(Charge.one(policy, key)));
    }
}
