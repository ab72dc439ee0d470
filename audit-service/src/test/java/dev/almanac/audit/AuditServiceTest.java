package dev.almanac.audit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.Receipt;
import dev.almanac.log.SignedNote;
import dev.almanac.log.VerifierKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class AuditServiceTest {

    private final UUID user = UUID.randomUUID();
    private final UUID run = UUID.randomUUID();

    @Test
    void anAcknowledgedEventIsInASignedCheckpointAndItsReceiptVerifies() {
        long seq = append(event("a-" + run, "first")).extract().jsonPath().getLong("results[0].seq");

        VerifierKey key = VerifierKey.parse(given().get("/log/key").asString());
        String note = given().get("/log/checkpoint").asString();
        Checkpoint checkpoint = Checkpoint.parse(SignedNote.open(note, key).orElseThrow());
        assertTrue(checkpoint.size() > seq);

        String text =
                as(user, "user").get("/api/v1/audit/events/" + seq + "/receipt").asString();
        Receipt receipt = Receipt.parse(text);
        assertInstanceOf(Receipt.Verdict.Proven.class, receipt.verify(key));
        String leaf = new String(receipt.leaf(), StandardCharsets.UTF_8);
        assertFalse(leaf.contains(user.toString()), "the public leaf must not name a person");
        assertFalse(leaf.contains("someone@example.test"), "the public leaf must not hold personal data");
    }

    @Test
    void theSameEventAgainIsTheSameEntry() {
        String event = event("twice-" + run, "same");
        long first = append(event).extract().jsonPath().getLong("results[0].seq");
        append(event).body("results[0].seq", equalTo((int) first)).body("results[0].duplicate", equalTo(true));
    }

    @Test
    void theSameIdWithOtherContentIsAConflictAndTheOthersGoOn() {
        append(event("c-" + run, "one"));
        append(event("c-" + run, "two") + "," + event("d-" + run, "fine"))
                .body("results[0].seq", nullValue())
                .body("results[0].error", startsWith("conflict"))
                .body("results[1].error", nullValue());
    }

    @Test
    void anInvalidEventIsRefusedForItselfAlone() {
        append("{\"id\":\"x\"}," + event("e-" + run, "fine"))
                .body("results[0].error", startsWith("invalid"))
                .body("results[1].error", nullValue());
    }

    @Test
    void concurrentProducersGetAGaplessHistory() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            List<Callable<Long>> calls = IntStream.range(0, 64)
                    .<Callable<Long>>mapToObj(i -> () -> append(event("p-" + i + run, "n" + i))
                            .extract()
                            .jsonPath()
                            .getLong("results[0].seq"))
                    .toList();
            long distinct = pool.invokeAll(calls).stream()
                    .map(f -> f.resultNow())
                    .distinct()
                    .count();
            assertEquals(64, distinct);
        }
        as(user, "user").get("/api/v1/audit/events?limit=200").then().body("items", hasSize(64));
    }

    @Test
    void nobodySeesTheEntriesOfOthersButAnAuditor() {
        long seq = append(event("f-" + run, "mine")).extract().jsonPath().getLong("results[0].seq");
        UUID other = UUID.randomUUID();
        as(other, "user").get("/api/v1/audit/events").then().body("items", hasSize(0));
        as(other, "user").get("/api/v1/audit/events/" + seq + "/receipt").then().statusCode(404);
        as(other, "auditor")
                .get("/api/v1/audit/events/" + seq + "/receipt")
                .then()
                .statusCode(200);
    }

    @Test
    void onlyAServiceWithTheScopeMayAppend() {
        given().contentType("application/cloudevents-batch+json")
                .body("[]")
                .post("/internal/events")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(TestTokens.user(user, "admin"))
                .contentType("application/cloudevents-batch+json")
                .body("[]")
                .post("/internal/events")
                .then()
                .statusCode(403);
    }

    @Test
    void pagesLeadToEachOther() {
        append(event("g1-" + run, "1") + "," + event("g2-" + run, "2") + "," + event("g3-" + run, "3"));
        String cursor = as(user, "user")
                .get("/api/v1/audit/events?limit=2")
                .then()
                .body("items", hasSize(2))
                .extract()
                .path("next_cursor");
        as(user, "user")
                .get("/api/v1/audit/events?limit=2&cursor=" + cursor)
                .then()
                .body("items", hasSize(1))
                .body("next_cursor", nullValue());
        as(user, "user")
                .get("/api/v1/audit/events?cursor=forged")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-cursor"))
                .body("request_id", not(nullValue()));
    }

    @Test
    void whatTheLogHasNotPublishedIsNotFound() {
        append(event("h-" + run, "1"));
        for (String path : List.of("tile/0/999", "tile/0/000.p/0", "tile/0/00", "tile/entries/999", "nothing")) {
            given().get("/log/" + path).then().statusCode(404);
        }
        byte[] partial = given().get("/log/tile/0/000.p/1").asByteArray();
        assertEquals(32, partial.length);
    }

    private RequestSpecification as(UUID caller, String role) {
        return given().auth().oauth2(TestTokens.user(caller, role));
    }

    private ValidatableResponse append(String events) {
        return given().auth()
                .oauth2(TestTokens.token(
                        "audit-service", Map.of("sub", "data-service", "groups", List.of("scope:events:append")), 60))
                .contentType("application/cloudevents-batch+json")
                .body("[" + events + "]")
                .post("/internal/events")
                .then()
                .statusCode(200);
    }

    private String event(String id, String digest) {
        return """
                {"specversion":"1.0","id":"%s","source":"data-service","type":"dataset.created","subject":"dataset/1",
                 "time":"2026-01-02T03:04:05.678Z","data":{"tenant":"%s","actor":"%s",
                 "public":{"sha256":"%s","rows":3},"personal":{"email":"someone@example.test"}}}""".formatted(id, user, user, digest);
    }
}
