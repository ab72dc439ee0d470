package dev.almanac.gateway.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedLimiterTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long USUAL_MILLIS = 100;

    /// Where counts must be exact, a slow machine is no reason to count alone.
    private static final long PATIENT_MILLIS = 10_000;

    private Vertx vertx;
    private RedisServer redis;
    private final List<SharedArrivals> connections = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        assumeTrue(RedisServer.program().isPresent(), "redis-server is not here");
        redis = RedisServer.start(RedisServer.program().get());
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() throws Exception {
        if (redis != null) {
            connections.forEach(SharedArrivals::close);
            await(vertx.close());
            redis.close();
        }
    }

    @Test
    void twoGatewaysTogetherGrantTheLimitWithinOnePercent() throws Exception {
        Policy policy = Policy.of("user", 5_000, Duration.ofHours(1));
        SharedLimiter one = gateway(PATIENT_MILLIS);
        SharedLimiter other = gateway(PATIENT_MILLIS);
        List<Future<Decision>> answers = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            answers.add(one.ask(List.of(Charge.one(policy, "a"))));
            answers.add(other.ask(List.of(Charge.one(policy, "a"))));
            if (i % 50 == 0) {
                await(answers.getLast());
            }
        }
        long granted = 0;
        for (Future<Decision> answer : answers) {
            granted += await(answer) instanceof Decision.Allowed ? 1 : 0;
        }
        assertTrue(granted <= 5_005 && granted >= 4_950, "granted " + granted);
    }

    @Test
    void aSmallLimitIsExactOverTwoGateways() throws Exception {
        Policy policy = Policy.of("sign-in", 5, MINUTE);
        List<SharedLimiter> gateways = List.of(gateway(PATIENT_MILLIS), gateway(PATIENT_MILLIS));
        int granted = 0;
        for (int i = 0; i < 20; i++) {
            Decision decision = await(gateways.get(i % 2).ask(List.of(Charge.one(policy, "a"))));
            granted += decision instanceof Decision.Allowed ? 1 : 0;
            if (decision instanceof Decision.Refused refused) {
                assertEquals(12, refused.retryAfterSeconds());
            }
        }
        assertEquals(5, granted);
    }

    @Test
    void whereOneLimitRefusesTheOthersAreNotSpent() throws Exception {
        Policy narrow = Policy.of("narrow", 1, MINUTE);
        Policy wide = Policy.of("wide", 10, MINUTE);
        SharedLimiter gateway = gateway();
        List<Charge> both = List.of(Charge.one(wide, "a"), Charge.one(narrow, "a"));
        assertInstanceOf(Decision.Allowed.class, await(gateway.ask(both)));
        for (int i = 0; i < 5; i++) {
            assertInstanceOf(Decision.Refused.class, await(gateway.ask(both)));
        }
        int left = 0;
        while (await(gateway.ask(List.of(Charge.one(wide, "a")))) instanceof Decision.Allowed) {
            left++;
        }
        assertEquals(9, left);
    }

    @Test
    void withoutRedisEachGatewayGrantsItsPartAndNobodyFails() throws Exception {
        Policy policy = Policy.of("user", 100, MINUTE);
        SharedLimiter gateway = gateway();
        await(gateway.ask(List.of(Charge.one(policy, "b"))));
        redis.kill();
        int granted = 0;
        for (int i = 0; i < 200; i++) {
            granted += await(gateway.ask(List.of(Charge.one(policy, "a")))) instanceof Decision.Allowed ? 1 : 0;
        }
        assertEquals(50, granted);
        redis.start();
        long end = System.nanoTime() + 20_000_000_000L;
        while (!(await(gateway.ask(List.of(Charge.one(policy, "a")))) instanceof Decision.Allowed)) {
            assertTrue(System.nanoTime() < end, "Redis is back, and the gateway still counts alone");
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Test
    void aRedisThatHangsHoldsNobodyUp() throws Exception {
        Policy policy = Policy.of("user", 100, MINUTE);
        SharedLimiter gateway = gateway();
        await(gateway.ask(List.of(Charge.one(policy, "a"))));
        redis.signal("STOP");
        try {
            for (int i = 0; i < 20; i++) {
                assertInstanceOf(Decision.Allowed.class, await(gateway.ask(List.of(Charge.one(policy, "c")))));
            }
        } finally {
            redis.signal("CONT");
        }
    }

    /// What was written before the clock of Redis was set back by a day.
    @Test
    void aClockThatWasSetBackCostsAWindowAtMost() throws Exception {
        Policy policy = Policy.of("sign-in", 5, MINUTE);
        long tomorrow = (System.currentTimeMillis() + 86_400_000L) * 1_000;
        Redis client = Redis.createClient(vertx, redis.url());
        await(client.send(
                Request.cmd(Command.SET).arg("almanac:limit:sign-in:a").arg(tomorrow)));
        client.close();
        var refused = assertInstanceOf(Decision.Refused.class, await(gateway().ask(List.of(Charge.one(policy, "a")))));
        assertEquals(12, refused.retryAfterSeconds());
    }

    @Test
    void lookingCostsNothing() throws Exception {
        Policy policy = Policy.of("user", 10, MINUTE);
        SharedLimiter gateway = gateway();
        await(gateway.ask(List.of(Charge.one(policy, "a"))));
        for (int i = 0; i < 30; i++) {
            assertEquals(
                    9,
                    await(gateway.look(List.of(Charge.one(policy, "a"))))
                            .getFirst()
                            .remaining());
        }
    }

    private SharedLimiter gateway() throws Exception {
        return gateway(USUAL_MILLIS);
    }

    private SharedLimiter gateway(long patienceMillis) throws Exception {
        NanoClock clock = NanoClock.starting();
        SharedArrivals shared = new SharedArrivals(vertx, new RedisOptions().setConnectionString(redis.url()));
        connections.add(shared);
        assertTrue(await(shared.isUp()));
        LocalLimiter alone = new LocalLimiter(new Slots(1), new Arrivals(1_000), new Arrivals(1_000), clock);
        return new SharedLimiter(vertx, shared, alone, 2, clock, patienceMillis);
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
