package dev.almanac.forecast.webhook;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.almanac.forecast.NeighbourServices;
import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class WebhookTest {

    private final UUID owner = UUID.randomUUID();
    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger failures = new AtomicInteger();
    private final Semaphore silent = new Semaphore(0);
    private volatile int refusal = 500;
    private HttpServer server;
    private String url;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.createContext("/silent", this::keepSilent);
        server.start();
        url = "http://localhost:" + server.getAddress().getPort() + "/hook?key=1";
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aFinishedJobIsToldSigned() {
        JsonPath made = create(Map.of("url", url)).statusCode(201).extract().jsonPath();
        String id = forecast();
        await("the call").until(() -> calls.size() == 1);
        Call call = calls.getFirst();
        assertEquals("/hook?key=1", call.path());
        assertTrue(call.body().startsWith("{\"type\":\"job.succeeded\",\"timestamp\":\""), call::body);
        assertTrue(call.body().contains("\"data\":{\"id\":\"" + id + "\",\"kind\":\"forecast\""), call::body);
        assertEquals(
                WebhookSecret.of(made.getString("secret"))
                        .sign(call.id(), Long.parseLong(call.timestamp()), call.body()),
                call.signature());
        String webhook = made.getString("webhook.id");
        await("the log").until(() -> statuses(webhook).equals(List.of("delivered")));
        assertFalse(as(owner).get("/api/v1/webhooks").asString().contains(made.getString("secret")));
    }

    @Test
    void whatIsRefusedIsTriedAgainUnderTheSameIdAndCanBeReplayed() {
        failures.set(3);
        String webhook = create(Map.of("url", url)).extract().path("webhook.id");
        forecast();
        await("all attempts").until(() -> statuses(webhook).equals(List.of("failed")));
        assertEquals(3, calls.size());
        assertEquals(1, calls.stream().map(Call::id).distinct().count());
        assertEquals(1, calls.stream().map(Call::body).distinct().count());
        String delivery = as(owner)
                .get("/api/v1/webhooks/" + webhook + "/deliveries")
                .then()
                .body("items[0].attempts", equalTo(3))
                .body("items[0].last_status", equalTo(500))
                .body("items[0].payload.type", equalTo("job.succeeded"))
                .extract()
                .path("items[0].id");
        as(owner)
                .post("/api/v1/webhooks/" + webhook + "/deliveries/" + delivery + "/replay")
                .then()
                .statusCode(200)
                .body("status", equalTo("pending"));
        await("the replay").until(() -> statuses(webhook).equals(List.of("delivered")));
        assertEquals(calls.getFirst().id(), calls.getLast().id());
    }

    @Test
    void whoIsGoneIsNotCalledAgain() {
        refusal = 410;
        failures.set(1);
        String webhook = create(Map.of("url", url)).extract().path("webhook.id");
        forecast();
        await("it is disabled").until(() -> as(owner).get("/api/v1/webhooks").path("items[0].disabled") != null);
        forecast();
        assertEquals(1, statuses(webhook).size());
    }

    @Test
    void aServerThatNeverAnswersHoldsUpNobodyElse() {
        UUID patient = UUID.randomUUID();
        for (int i = 0; i < 6; i++) {
            create(patient, Map.of("url", url.replace("/hook", "/silent"))).statusCode(201);
        }
        forecast(patient);
        await("the silent calls").until(() -> silent.getQueueLength() > 0);
        create(Map.of("url", url)).statusCode(201);
        forecast();
        await("the call").until(() -> calls.size() == 1);
        assertTrue(silent.getQueueLength() <= 4, "a share of the calls that are on their way");
        silent.release(100);
    }

    @Test
    void redirectionsAreNotFollowed() {
        refusal = 307;
        failures.set(3);
        String webhook = create(Map.of("url", url)).extract().path("webhook.id");
        forecast();
        await("all attempts").until(() -> statuses(webhook).equals(List.of("failed")));
        assertTrue(calls.stream().noneMatch(call -> call.path().equals("/elsewhere")));
    }

    @Test
    void onlyWhatWasAskedForIsTold() {
        String webhook = create(Map.of("url", url, "events", List.of("budget.soft-limit")))
                .statusCode(201)
                .extract()
                .path("webhook.id");
        as(owner).contentType("application/json").body(Map.of("soft", 5)).put("/api/v1/usage/budget");
        forecast();
        await("the budget is told").until(() -> statuses(webhook).equals(List.of("delivered")));
        assertTrue(calls.getFirst().body().startsWith("{\"type\":\"budget.soft-limit\""), calls::toString);
        forecast();
        assertEquals(1, statuses(webhook).size(), "once a month");
    }

    @Test
    void strangersSeeNothingAndMistakesAreTold() {
        String webhook = create(Map.of("url", url)).extract().path("webhook.id");
        as(UUID.randomUUID()).get("/api/v1/webhooks").then().body("items", hasSize(0));
        as(UUID.randomUUID())
                .get("/api/v1/webhooks/" + webhook + "/deliveries")
                .then()
                .statusCode(404);
        as(UUID.randomUUID()).delete("/api/v1/webhooks/" + webhook).then().statusCode(404);
        create(Map.of("url", "ftp://example.org/")).statusCode(400).body("errors[0].field", equalTo("url"));
        create(Map.of("url", url, "events", List.of("rain")))
                .statusCode(400)
                .body("detail", startsWith("events rain is none of"));
        as(owner).delete("/api/v1/webhooks/" + webhook).then().statusCode(204);
        as(owner).get("/api/v1/webhooks").then().body("items", hasSize(0));
    }

    private void take(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        calls.add(new Call(
                exchange.getRequestURI().toString(),
                headers.getFirst("webhook-id"),
                headers.getFirst("webhook-timestamp"),
                headers.getFirst("webhook-signature"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.getResponseHeaders().add("Location", "/elsewhere");
        exchange.sendResponseHeaders(failures.getAndDecrement() > 0 ? refusal : 204, -1);
        exchange.close();
    }

    private void keepSilent(HttpExchange exchange) throws IOException {
        silent.acquireUninterruptibly();
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    private record Call(String path, String id, String timestamp, String signature, String body) {}

    private String forecast() {
        return forecast(owner);
    }

    private static String forecast(UUID owner) {
        String dataset = "00000001" + UUID.randomUUID().toString().substring(8, 35) + "a";
        String id = as(owner)
                .contentType("application/json")
                .body(Map.of("dataset_id", dataset, "horizon", 6, "model", "ets"))
                .post("/api/v1/forecasts")
                .path("id");
        await("the forecast")
                .until(() ->
                        as(owner).get("/api/v1/forecasts/" + id).path("status").equals("succeeded"));
        return id;
    }

    private List<String> statuses(String webhook) {
        return as(owner).get("/api/v1/webhooks/" + webhook + "/deliveries").path("items.status");
    }

    private ValidatableResponse create(Map<String, Object> body) {
        return create(owner, body);
    }

    private static ValidatableResponse create(UUID owner, Map<String, Object> body) {
        return as(owner)
                .contentType("application/json")
                .body(new HashMap<>(body))
                .post("/api/v1/webhooks")
                .then();
    }

    private static RequestSpecification as(UUID user) {
        return given().auth().oauth2(TestTokens.user(user, "user"));
    }
}
