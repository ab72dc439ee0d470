package dev.almanac.audit;

import static dev.almanac.audit.AuditApi.append;
import static dev.almanac.audit.AuditApi.auditor;
import static dev.almanac.audit.AuditApi.event;
import static dev.almanac.audit.AuditApi.producer;
import static dev.almanac.audit.AuditApi.seq;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.almanac.kit.testing.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AppendTest {

    private final UUID user = UUID.randomUUID();
    private final String run = UUID.randomUUID().toString();

    @Test
    void aContradictionIsTold409AndLoggedOnceHoweverOftenItComes() throws Exception {
        int first = seq(event(user, "k" + run, "dataset.created", "dataset/1"));
        String other = event(user, "k" + run, "dataset.created", "dataset/2");
        for (int time = 0; time < 3; time++) {
            append(other)
                    .then()
                    .body("results[0].status", equalTo(409))
                    .body("results[0].code", equalTo("conflict"))
                    .body("results[0].seq", nullValue())
                    .body("checkpoint", notNullValue());
        }
        assertEquals(
                1,
                Database.number("SELECT count(*) FROM search WHERE type = 'audit.conflict' AND subject = 'entry/"
                        + first + "'"));
    }

    @Test
    void theSameKeyOfAnotherTenantIsAnotherEvent() {
        int one = seq(event(user, "t" + run, "dataset.created", "dataset/1"));
        int two = seq(event(UUID.randomUUID(), "t" + run, "dataset.created", "dataset/1"));
        assertEquals(one + 1, two);
    }

    @Test
    void whatCanNeverBeAnEntryIsRefusedForItselfAloneAndVisible() {
        String id = "big" + run;
        String big = event(user, id, "dataset.created", "dataset/1")
                .replace("\"rows\":3", "\"rows\":\"" + "x".repeat(70_000) + "\"");
        String untyped = event(user, "u" + run, "Dataset", "dataset/1");
        String named = event(user, "n" + run, "dataset.created", "dataset/1").replace("\"email\"", "\"actor\"");
        append(big, untyped, named, "7", event(user, "fine" + run, "dataset.created", "dataset/1"))
                .then()
                .body("results.status", equalTo(List.of(422, 422, 422, 422, 201)))
                .body("results[0].code", equalTo("oversized"))
                .body("results[1].error", startsWith("invalid: type must"))
                .body("results[2].error", containsString("data.personal"));
        auditor()
                .get("/api/v1/audit/refusals")
                .then()
                .body("items.event_id", hasItem(id))
                .body("items.find { it.event_id == '" + id + "' }.reason", startsWith("oversized"));
    }

    @Test
    void aBatchWithoutAnyUsableEventIsAnsweredAtOnceThoughNobodyElseSendsAnything() {
        append("7")
                .then()
                .statusCode(200)
                .body("results[0].status", equalTo(422))
                .body("checkpoint", notNullValue());
        append().then().statusCode(200);
    }

    @Test
    void whatTheDatabaseCannotKeepAndWhatIsTheLogsOwnIsRefused() {
        String nul = event(user, "nul" + run, "dataset.created", "dataset/1").replace("someone@", "some\\u0000one@");
        String own = event(user, "own" + run, "audit.erasure", "audit");
        append(nul, own, event(user, "ok" + run, "dataset.created", "dataset/1"))
                .then()
                .body("results.status", equalTo(List.of(422, 422, 201)));
    }

    @Test
    void numbersThatJsonCannotSayExactlyAreTheSameEventInAnySpelling() {
        String id = "num" + run;
        String one = event(user, id, "dataset.created", "dataset/1").replace("\"rows\":3", "\"rows\":3.0, \"x\": 1E2");
        String two = event(user, id, "dataset.created", "dataset/1").replace("\"rows\":3", "\"x\":100,\"rows\": 3");
        int first = seq(one);
        append(two).then().body("results[0].seq", equalTo(first)).body("results[0].duplicate", equalTo(true));
    }

    @Test
    void shuffledAndRepeatedDeliveryByManyAtOnceGivesEachEventOnePlace() throws Exception {
        List<String> events = IntStream.range(0, 200)
                .mapToObj(i -> event(user, "s" + i + run, "dataset.created", "dataset/" + i))
                .toList();
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Callable<List<String>>> calls = IntStream.range(0, 8)
                    .<Callable<List<String>>>mapToObj(caller -> () -> deliver(events, new Random(caller)))
                    .toList();
            for (var done : pool.invokeAll(calls)) {
                assertEquals(200, new HashSet<>(done.get()).size());
            }
            assertEquals(
                    1,
                    pool.invokeAll(calls).stream()
                            .map(done -> done.resultNow())
                            .distinct()
                            .count());
        }
        assertEquals(200, Database.number("SELECT count(*) FROM idempotency WHERE id LIKE 's%" + run + "'"));
    }

    /// Delivers all in an order of its own, in batches of 1 to 40, and answers `event=place` for each.
    private static List<String> deliver(List<String> events, Random random) {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, events.size()).boxed().toList());
        Collections.shuffle(order, random);
        String[] places = new String[events.size()];
        for (int from = 0; from < order.size(); ) {
            int to = Math.min(order.size(), from + 1 + random.nextInt(40));
            List<Integer> part = order.subList(from, to);
            List<Integer> seqs = AuditApi.seqs(part.stream().map(events::get).toArray(String[]::new));
            for (int i = 0; i < part.size(); i++) {
                places[part.get(i)] = part.get(i) + "=" + seqs.get(i);
            }
            from = to;
        }
        return List.of(places);
    }

    @Test
    void aBatchThatRepeatsAnEventInsideItselfLogsItOnce() {
        String event = event(user, "in" + run, "dataset.created", "dataset/1");
        List<Integer> seqs = AuditApi.seqs(event, event, event);
        assertEquals(1, new HashSet<>(seqs).size());
    }

    @Test
    void aProducersNewestCheckpointIsAcceptedAgain() {
        String note =
                append(event(user, "cp" + run, "dataset.created", "dataset/1")).path("checkpoint");
        String known = Base64.getEncoder().encodeToString(note.getBytes(StandardCharsets.UTF_8));
        producer()
                .header("Almanac-Checkpoint", known)
                .body("[" + event(user, "cq" + run, "dataset.created", "dataset/1") + "]")
                .post("/internal/events")
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsNoBatchIsAProblem() {
        producer().body("{}").post("/internal/events").then().statusCode(400);
        producer().body("[{").post("/internal/events").then().statusCode(400);
        producer()
                .body("[" + "7,".repeat(500) + "7]")
                .post("/internal/events")
                .then()
                .statusCode(400);
    }
}
