package dev.almanac.forecast;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class ForecastJobTest {

    private final UUID owner = UUID.randomUUID();

    @TestHTTPResource("/")
    URI service;

    @Test
    void aJobEndsWithResultsMetricsAndASealOfTheirBytes() throws Exception {
        String id = submit(dataset(30, 'a'));
        watch(owner, id).ended();
        String sealed = as(owner)
                .get("/api/v1/forecasts/" + id)
                .then()
                .body("status", equalTo("succeeded"))
                .body("progress.done", equalTo(30))
                .body("metrics.failed", equalTo(2))
                .body("metrics.compared", equalTo(28))
                .body("metrics.mase", lessThan(1f))
                .body("sealed.status", equalTo("pending"))
                .body("sealed.kind", equalTo("retrospective"))
                .extract()
                .path("sha256");
        String results = as(owner)
                .get("/api/v1/forecasts/" + id + "/results")
                .then()
                .extract()
                .asString();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(results.getBytes(StandardCharsets.UTF_8));
        assertEquals(sealed, HexFormat.of().formatHex(digest));
        as(owner)
                .get("/api/v1/forecasts/" + id + "/receipt")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/not-logged-yet"));
    }

    @Test
    void resultsComeInThreeFormsAndOneByOne() throws Exception {
        String id = submit(dataset(14, 'a'));
        watch(owner, id).ended();
        String path = "/api/v1/forecasts/" + id + "/results";
        as(owner)
                .get(path + "?series=s3")
                .then()
                .body("forecasts", hasSize(1))
                .body("forecasts[0].times[0]", equalTo("2026-01-01T00:00:00Z"))
                .body("forecasts[0].mean", hasSize(6));
        String csv = text(path, "text/csv");
        assertTrue(csv.startsWith("series_id,model,step,time,mean,lo80,hi80,lo95,hi95\r\ns0,"), csv);
        assertEquals(1 + 13 * 6, csv.lines().count());
        String lines = text(path, "application/x-ndjson");
        assertEquals(14, lines.lines().count());
        as(owner).get(path + "?series=none").then().statusCode(404);
    }

    /// Larger than a page of results, and than what a worker keeps at once.
    @Test
    void resultsThatDoNotFitAtOnceAreKeptAndReadInPortions() throws Exception {
        String id = as(owner)
                .contentType("application/json")
                .body(Map.of("dataset_id", dataset(12, 'a'), "horizon", 10_000, "model", "seasonal_naive"))
                .post("/api/v1/forecasts")
                .path("id");
        watch(owner, id).ended();
        as(owner).get("/api/v1/forecasts/" + id).then().body("status", equalTo("succeeded"));
        String lines = text("/api/v1/forecasts/" + id + "/results", "application/x-ndjson");
        assertTrue(lines.length() > 8 << 20, () -> lines.length() + " characters");
        List<String> ids = lines.lines()
                .map(line -> line.replaceFirst("(?s).*?\"id\":\"(s\\d+)\".*", "$1"))
                .toList();
        assertEquals(IntStream.range(0, 12).mapToObj(i -> "s" + i).toList(), ids);
    }

    @Test
    void aBrokenReadIsResumedAndEverySeriesIsThereOnce() throws Exception {
        String id = submit(dataset(60, 'b'));
        SocketListener watcher = watch(owner, id);
        watcher.ended();
        as(owner)
                .get("/api/v1/forecasts/" + id)
                .then()
                .body("status", equalTo("succeeded"))
                .body("progress.done", equalTo(60));
        String lines = text("/api/v1/forecasts/" + id + "/results", "application/x-ndjson");
        assertEquals(60, lines.lines().distinct().count());
    }

    @Test
    void aCancelledJobStopsAndCanBeHidden() throws Exception {
        String id = submit(dataset(20, 'e'));
        SocketListener watcher = watch(owner, id);
        watcher.first("\"done\":19");
        as(owner).delete("/api/v1/forecasts/" + id).then().statusCode(204);
        watcher.ended();
        assertTrue(watcher.messages().getLast().contains("\"status\":\"cancelled\""), watcher.messages()::toString);
        as(owner).get("/api/v1/forecasts/" + id).then().body("status", equalTo("cancelled"));
        as(owner)
                .get("/api/v1/forecasts/" + id + "/results")
                .then()
                .statusCode(200)
                .header("Results-Complete", "false")
                .body("forecasts", hasSize(19));
        await("the notice")
                .until(() -> NeighbourServices.told().stream()
                        .anyMatch(told -> told.contains(owner.toString())
                                && told.contains("job.cancelled")
                                && told.contains("The forecast of sales was cancelled after 19 of 20 series")));
        as(owner).delete("/api/v1/forecasts/" + id).then().statusCode(204);
        as(owner).get("/api/v1/forecasts/" + id).then().statusCode(404);
    }

    @Test
    void watchersAreWelcomedToldAndAnsweredAndStrangersAreNot() throws Exception {
        String id = submit(dataset(40, 'e'));
        SocketListener watcher = watch(owner, id);
        watcher.first("\"type\":\"welcome\"");
        watcher.socket().sendText("ping", true).get(5, TimeUnit.SECONDS);
        watcher.first("pong");
        watcher.first("\"done\":39");
        assertThrows(CompletionException.class, () -> watch(UUID.randomUUID(), id));
        as(owner).delete("/api/v1/forecasts/" + id).then().statusCode(204);
        watcher.ended();
    }

    @Test
    void requestsThatCannotBeServedAreRefused() {
        create(dataset(0, 'a'), "6").then().statusCode(404).body("type", equalTo("/problems/not-found"));
        create(dataset(5, 'c'), "6").then().statusCode(409).body("type", equalTo("/problems/mapping-unconfirmed"));
        create(dataset(5, 'a'), "0").then().statusCode(400);
        create(dataset(5, 'a'), "1000000").then().statusCode(400).body("detail", startsWith("horizon"));
        as(owner).get("/api/v1/forecasts/" + UUID.randomUUID()).then().statusCode(404);
        as(owner).get("/api/v1/forecasts/not-an-id").then().statusCode(404);
    }

    @Test
    void theListIsTheOwnersNewestFirstAndPaged() {
        for (int i = 0; i < 3; i++) {
            submit(dataset(1, 'a'));
        }
        String cursor = as(owner)
                .get("/api/v1/forecasts?limit=2")
                .then()
                .body("items", hasSize(2))
                .body("items.horizon", everyItem(greaterThan(5)))
                .extract()
                .path("next_cursor");
        as(owner)
                .get("/api/v1/forecasts?limit=2&cursor=" + cursor)
                .then()
                .body("items", hasSize(1))
                .body("$", not(hasKey("next_cursor")));
        as(UUID.randomUUID()).get("/api/v1/forecasts").then().body("items", hasSize(0));
    }

    @Test
    void theSameKeyAnswersTheSameForecast() {
        String body = "{\"dataset_id\":\"%s\",\"horizon\":6}".formatted(dataset(1, 'a'));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ids.add(as(owner)
                    .header("Idempotency-Key", "once")
                    .contentType("application/json")
                    .body(body)
                    .post("/api/v1/forecasts")
                    .path("id"));
        }
        assertEquals(ids.get(0), ids.get(1));
    }

    private String text(String path, String type) {
        return as(owner).accept(type).get(path).then().statusCode(200).extract().asString();
    }

    private String submit(String dataset) {
        return create(dataset, "6")
                .then()
                .statusCode(202)
                .header("Location", startsWith("http"))
                .extract()
                .path("id");
    }

    private Response create(String dataset, String horizon) {
        return as(owner)
                .contentType("application/json")
                .body("{\"dataset_id\":\"%s\",\"horizon\":%s}".formatted(dataset, horizon))
                .post("/api/v1/forecasts");
    }

    private SocketListener watch(UUID user, String id) {
        return SocketListener.of(service, "jobs/" + id, user);
    }

    private static RequestSpecification as(UUID user) {
        return given().auth().oauth2(TestTokens.user(user, "user"));
    }

    private static String dataset(int series, char kind) {
        String random = UUID.randomUUID().toString();
        return "%08d%s%c".formatted(series, random.substring(8, random.length() - 1), kind);
    }
}
