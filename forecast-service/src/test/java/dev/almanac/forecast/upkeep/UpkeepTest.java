package dev.almanac.forecast.upkeep;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.forecast.NeighbourServices;
import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
        assertTrue(claim(LONG).isPresent());
        hasten("admin", "nothing").then().statusCode(404);
        assertEquals(Optional.empty(), claim(LONG), "it is being done");
        hasten("admin", name).then().statusCode(202);
        ChoreRepository.Begun begun = new ChoreRepository.Begun(UUID.randomUUID(), name);
        repository.finished(begun, 0, null, Instant.now().plusSeconds(3_600));
        assertTrue(claim(LONG).isPresent(), "once more");
    }

    private static Response hasten(String role, String chore) {
        return given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), role))
                .post("/api/v1/admin/upkeep/" + chore + "/run");
    }

    @Test
    void whatADeadReplicaHadBegunIsDoneByAnother() {
        repository.know(name, Instant.now().minusSeconds(1));
        claim(Duration.ZERO).orElseThrow();
        assertTrue(claim(LONG).isPresent(), "the lease of the dead one has run out");
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
