package dev.almanac.forecast.sandbox;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.forecast.NeighbourServices;
import dev.almanac.forecast.SocketListener;
import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class SandboxTest {

    private static final String SESSIONS = "/api/v1/sandbox/sessions/";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private final UUID owner = UUID.randomUUID();

    @TestHTTPResource("/")
    URI service;

    @Inject
    Pool database;

    @Inject
    SandboxExpiry expiry;

    @Inject
    LogArchive archive;

    @Test
    void aSeriesIsWeighedAndTheAdviceIsKept() {
        String id = open(series(Map.of("limit_price", 400)))
                .statusCode(201)
                .extract()
                .path("id");
        String action = evaluate(id)
                .statusCode(200)
                .body("recommendation", equalTo("stay"))
                .body("risk", lessThan(0.05f))
                .body("expected_saving", greaterThan(0f))
                .body("distribution.mean", hasSize(12))
                .body("distribution.times", hasSize(12))
                .body("distribution.quantiles.'0.975'", hasSize(12))
                .body("model", notNullValue())
                .extract()
                .path("action_id");
        as(owner)
                .get(SESSIONS + id + "/actions")
                .then()
                .body("items", hasSize(1))
                .body("items[0].action_id", equalTo(action));
        as(owner)
                .get("/api/v1/sandbox/savings")
                .then()
                .body("actions", equalTo(1))
                .body("days[0].stay", equalTo(1))
                .body("expected_saving", greaterThan(0f));
    }

    @Test
    void aSessionThatIsWeighedAgainSavesNoMore() {
        String id = open(series(Map.of("limit_price", 400))).extract().path("id");
        float first = evaluate(id).extract().path("expected_saving");
        float second = evaluate(id).extract().path("expected_saving");
        assertEquals(first, second);
        as(owner)
                .get("/api/v1/sandbox/savings")
                .then()
                .body("actions", equalTo(2))
                .body("expected_saving", equalTo(second))
                .body("targets", hasSize(1))
                .body("targets[0].actions", equalTo(2))
                .body("targets[0].expected_saving", equalTo(second));
    }

    @Test
    void anInstanceWhoseSurePriceIsKnownNeedsNoLimit() {
        open(instance("AKIAIOSFODNN7EXAMPLE", Map.of())).statusCode(201).body("limit_price", equalTo(0.115f));
    }

    @Test
    void whatKeepsAnEvaluationFromItsEndIsInTheLog() throws Exception {
        String id = open(instance("AKIAIOSFODNN7EXAMPLE", Map.of("limit_price", 0.1)))
                .extract()
                .path("id");
        database.preparedQuery("UPDATE sandbox_session SET credentials = $2 WHERE id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(id), Buffer.buffer("damaged")));
        evaluate(id).statusCode(500);
        SocketListener listener = SocketListener.of(service, "sandbox/" + id, owner);
        listener.first("\"level\":\"error\"");
    }

    @Test
    void aPriceAboveTheLimitSendsBackToTheSureOne() {
        String id = open(series(Map.of("limit_price", 20))).extract().path("id");
        evaluate(id).body("recommendation", equalTo("fall_back")).body("risk", equalTo(1f));
    }

    @Test
    void anInstanceIsWeighedAgainstOtherZonesWithItsOwnCredentials() {
        String id = open(instance("AKIAIOSFODNN7EXAMPLE", Map.of("limit_price", 0.096)))
                .statusCode(201)
                .body("target.instance_type", equalTo("m5.large"))
                .extract()
                .path("id");
        evaluate(id)
                .statusCode(200)
                .body("recommendation", equalTo("switch"))
                .body("switch_to", equalTo("m5.large/eu-central-1b"))
                .body("risk", greaterThan(0.5f))
                .body("alternatives", hasSize(2))
                .body("expected_saving.toDouble()", closeTo(12 * (0.096 - 0.036), 0.05));
    }

    @Test
    void credentialsAreInNoAnswerEncryptedAndWipedAtTheEnd() {
        ValidatableResponse opened = open(instance("AKIAIOSFODNN7EXAMPLE", Map.of("limit_price", 0.1)));
        String id = opened.extract().path("id");
        assertFalse(opened.extract().asString().contains("AKIA"));
        assertFalse(as(owner).get(SESSIONS + id).asString().contains("AKIA"));
        byte[] kept = credentials(id);
        assertFalse(new String(kept, StandardCharsets.ISO_8859_1).contains(SECRET));
        as(owner).delete(SESSIONS + id).then().statusCode(204);
        assertEquals(null, credentials(id));
        evaluate(id).statusCode(409).body("type", equalTo("/problems/session-ended"));
        as(owner).delete(SESSIONS + id).then().statusCode(409);
    }

    @Test
    void credentialsThatTheCloudRefusesAreToldWithoutThem() {
        String id = open(instance("AKIAREFUSED", Map.of("limit_price", 0.1)))
                .extract()
                .path("id");
        String answer = evaluate(id)
                .statusCode(422)
                .body("type", equalTo("/problems/credentials-refused"))
                .body("detail", equalTo("AuthFailure"))
                .extract()
                .asString();
        assertFalse(answer.contains(SECRET));
    }

    @Test
    void theSixthSessionIsRefusedWithWhatToCloseAlsoAmongRacers() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        List<Thread> racers = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofVirtual().unstarted(() -> {
                    int status =
                            open(series(Map.of("limit_price", 400))).extract().statusCode();
                    synchronized (statuses) {
                        statuses.add(status);
                    }
                }))
                .toList();
        racers.forEach(Thread::start);
        for (Thread racer : racers) {
            racer.join();
        }
        assertEquals(5, statuses.stream().filter(status -> status == 201).count(), statuses::toString);
        String first = open(series(Map.of("limit_price", 400)))
                .statusCode(429)
                .body("type", equalTo("/problems/too-many-sessions"))
                .body("active", hasSize(5))
                .extract()
                .path("active[0].id");
        as(owner).delete(SESSIONS + first).then().statusCode(204);
        open(series(Map.of("limit_price", 400))).statusCode(201);
    }

    @Test
    void whatCannotBeWeighedIsRefused() {
        open(Map.of("limit_price", 3)).statusCode(400);
        open(Map.of("dataset_id", dataset(3), "limit_price", 3)).statusCode(400);
        open(series(Map.of())).statusCode(422).body("type", equalTo("/problems/limit-needed"));
        open(instance("AKIA", Map.of("aws_region", "http://169.254.169.254"))).statusCode(400);
        open(instance("AKIA", Map.of("availability_zone", "us-east-1a"))).statusCode(400);
        open(Map.of("dataset_id", dataset(0), "series_id", "s0", "limit_price", 3))
                .statusCode(404);
        String gone = open(Map.of("dataset_id", dataset(3), "series_id", "s99", "limit_price", 3))
                .extract()
                .path("id");
        evaluate(gone).statusCode(422).body("type", equalTo("/problems/prices-unavailable"));
    }

    @Test
    void sessionsAreTheirOwnersAlone() {
        String id = open(series(Map.of("limit_price", 400))).extract().path("id");
        RequestSpecification stranger = given().auth().oauth2(TestTokens.user(UUID.randomUUID(), "admin"));
        stranger.get(SESSIONS + id).then().statusCode(404);
        stranger.post(SESSIONS + id + "/evaluate").then().statusCode(404);
        stranger.delete(SESSIONS + id).then().statusCode(404);
        stranger.get("/api/v1/sandbox/sessions").then().body("items.id", not(equalTo(id)));
        assertThrows(CompletionException.class, () -> SocketListener.of(service, "sandbox/" + id, UUID.randomUUID()));
    }

    @Test
    void listenersHearEverythingAndWhatTheyMissed() throws Exception {
        String id = open(series(Map.of("limit_price", 400))).extract().path("id");
        SocketListener first = SocketListener.of(service, "sandbox/" + id, owner);
        first.first("\"type\":\"welcome\"");
        first.socket().sendText("ping", true).get(5, TimeUnit.SECONDS);
        first.first("pong");
        evaluate(id).statusCode(200);
        first.first("\"log_type\":\"evaluation\",\"message\":\"stay");
        SocketListener second = SocketListener.of(service, "sandbox/" + id + "?after=2", owner);
        second.first("\"seq\":3");
        assertTrue(second.messages().stream().noneMatch(message -> message.contains("\"seq\":2,")));
        as(owner).delete(SESSIONS + id).then().statusCode(204);
        first.ended();
        second.ended();
        assertTrue(first.messages().getLast().contains("\"type\":\"ended\""), first.messages()::toString);
        List<String> numbered = first.messages().stream()
                .filter(message -> message.contains("\"type\":\"log\""))
                .toList();
        assertEquals(4, numbered.size(), numbered::toString);
    }

    @Test
    void sessionsRunOutAndTheirListenersAreTold() throws Exception {
        String id = open(instance("AKIAIOSFODNN7EXAMPLE", Map.of("limit_price", 0.1)))
                .extract()
                .path("id");
        SocketListener listener = SocketListener.of(service, "sandbox/" + id, owner);
        listener.first("\"type\":\"welcome\"");
        database.preparedQuery("UPDATE sandbox_session SET expires_at = now() WHERE id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(id)));
        as(owner).get(SESSIONS + id).then().body("status", equalTo("expired"));
        assertTrue(expiry.run() >= 1);
        assertEquals(0, expiry.run());
        listener.ended();
        assertTrue(listener.messages().getLast().contains("\"status\":\"expired\""), listener.messages()::toString);
        assertEquals(null, credentials(id));
    }

    @Test
    void oldLinesArePutAsideAndCanBeReadThere() throws Exception {
        UUID id = UUID.fromString(
                open(series(Map.of("limit_price", 400))).extract().path("id"));
        evaluate(id.toString()).statusCode(200);
        database.preparedQuery("UPDATE sandbox_log SET at = at - interval '91 days' WHERE session_id = $1 AND seq < 3")
                .executeAndAwait(Tuple.of(id));
        assertTrue(archive.run() >= 2);
        byte[] lines = database.preparedQuery("SELECT lines FROM sandbox_log_archive WHERE session_id = $1")
                .executeAndAwait(Tuple.of(id))
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
        String text = new String(new GZIPInputStream(new ByteArrayInputStream(lines)).readAllBytes());
        assertEquals(2, text.lines().count(), text);
        assertTrue(text.startsWith("{\"type\":\"log\",\"log_type\":\"session\""), text);
    }

    private byte[] credentials(String id) {
        var kept = database.preparedQuery("SELECT credentials FROM sandbox_session WHERE id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(id)))
                .iterator()
                .next()
                .getBuffer(0);
        return kept == null ? null : kept.getBytes();
    }

    private ValidatableResponse open(Map<String, Object> body) {
        return as(owner)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/sandbox/sessions")
                .then();
    }

    private ValidatableResponse evaluate(String id) {
        return as(owner).post(SESSIONS + id + "/evaluate").then();
    }

    private static Map<String, Object> series(Map<String, Object> part) {
        Map<String, Object> body = new HashMap<>(Map.of("dataset_id", dataset(1), "series_id", "s0", "horizon", 12));
        body.putAll(part);
        return body;
    }

    private static Map<String, Object> instance(String accessKey, Map<String, Object> part) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "instance_id", "i-0123456789abcdef0",
                "instance_type", "m5.large",
                "availability_zone", "eu-central-1a",
                "aws_region", "eu-central-1",
                "aws_access_key", accessKey,
                "aws_secret_key", SECRET,
                "horizon", 12));
        body.putAll(part);
        return body;
    }

    private static RequestSpecification as(UUID user) {
        return given().auth().oauth2(TestTokens.user(user, "user"));
    }

    private static String dataset(int series) {
        return "%08d%sa".formatted(series, UUID.randomUUID().toString().substring(8, 35));
    }
}
