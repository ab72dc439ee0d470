package dev.almanac.forecast.upkeep;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.forecast.NeighbourServices;
import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.arc.All;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class UpkeepTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final String name = "test-" + UUID.randomUUID();

    @Inject
    ChoreRepository repository;

    @Inject
    Pool database;

    @Inject
    @All
    List<Chore> chores;

    @Test
    void ofManyReplicasOneDoesIt() {
        repository.know(name, Instant.now().minusSeconds(1));
        List<ChoreRepository.Begun> begun = Collections.synchronizedList(new ArrayList<>());
        IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().start(() -> claim(LONG).ifPresent(begun::add)))
                .toList()
                .forEach(UpkeepTest::join);
        assertEquals(1, begun.size());
        repository.finished(begun.getFirst(), 3, null, Instant.now().plusSeconds(60));
        assertEquals(Optional.empty(), claim(LONG));
        given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), "admin"))
                .get("/api/v1/admin/upkeep")
                .then()
                .body("items.find { it.name == '%s' }.handled".formatted(name), equalTo(3));
    }

    @Test
    void anAdministratorHasAChoreDoneNow() {
        repository.know(name, Instant.now().plusSeconds(3_600));
        assertEquals(Optional.empty(), claim(LONG));
        hasten("user", name).then().statusCode(403);
        hasten("admin", name).then().statusCode(202);
        ChoreRepository.Begun second = claim(LONG).orElseThrow();
        hasten("admin", "nothing").then().statusCode(404);
        assertEquals(Optional.empty(), claim(LONG), "it is being done");
        hasten("admin", name).then().statusCode(202);
        repository.finished(second, 0, null, Instant.now().plusSeconds(3_600));
        assertTrue(claim(LONG).isPresent(), "once more");
    }

    /// As promised to operators.
    @Test
    void sandboxSessionsAndTheirLogsAreCleanedUpAtTheirTimes() {
        Map<String, String> times = new HashMap<>();
        chores.forEach(chore -> times.put(chore.name(), chore.cron()));
        assertEquals("*/5 * * * *", times.get("sandbox-expiry"));
        assertEquals("*/10 * * * *", times.get("sandbox-counts"));
        assertEquals("0 2 * * *", times.get("sandbox-log-archive"));
    }

    private static Response hasten(String role, String chore) {
        return given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), role))
                .post("/api/v1/admin/upkeep/" + chore + "/run");
    }

    @Test
    void whatADeadReplicaHadBegunIsDoneByAnother() {
        repository.know(name, Instant.now().minusSeconds(1));
        ChoreRepository.Begun dead = claim(Duration.ZERO).orElseThrow();
        ChoreRepository.Begun living = claim(LONG).orElseThrow();
        assertFalse(repository.prolong(dead, LONG), "its lease has run out");
        assertTrue(repository.prolong(living, LONG));
        repository.finished(dead, 0, null, Instant.now());
        assertEquals(Optional.empty(), claim(LONG), "the living one is at it");
    }

    @Test
    void theChoresOfTheServiceAreKnownWithTheirTimes() {
        List<String> known = database.query("SELECT name FROM chore").executeAndAwait().stream()
                .map(row -> row.getString(0))
                .toList();
        for (String chore : List.of("sandbox-expiry", "sandbox-counts", "sandbox-log-archive")) {
            assertTrue(known.contains(chore), known::toString);
        }
        given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), "user"))
                .get("/api/v1/admin/upkeep")
                .then()
                .statusCode(403);
    }

    private Optional<ChoreRepository.Begun> claim(Duration lease) {
        return repository.claim(List.of(name), lease);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
