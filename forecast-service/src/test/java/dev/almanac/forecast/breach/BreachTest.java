package dev.almanac.forecast.breach;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.almanac.forecast.NeighbourServices;
import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class BreachTest {

    private final UUID owner = UUID.randomUUID();
    /// The thirteenth of its series has nothing in it.
    private final String dataset = "00000014" + UUID.randomUUID().toString().substring(8, 35) + "a";

    @Inject
    BreachSearch search;

    @Inject
    Pool database;

    @Test
    void valuesOutsideTheIntervalAreFoundInTheNextVersionAndToldOnce() {
        String webhook = as(owner)
                .contentType("application/json")
                .body(Map.of("url", "http://localhost:9/hook", "events", List.of("forecast.breached")))
                .post("/api/v1/webhooks")
                .path("webhook.id");
        String forecast = forecast(12);
        search.run();
        breaches(forecast).then().body("comparisons", hasSize(0)).body("breaches", hasSize(0));
        NeighbourServices.goOn(dataset);
        search.run();
        search.run();
        breaches(forecast)
                .then()
                .statusCode(200)
                .body("comparisons", hasSize(1))
                .body("comparisons[0].dataset_version", equalTo(2))
                .body("comparisons[0].level", equalTo(95.0f))
                .body("comparisons[0].arrived", equalTo(78))
                .body("comparisons[0].outside", greaterThanOrEqualTo(6))
                .body("breaches.findAll { it.series == 's0' }.value", equalTo(Collections.nCopies(6, 1000.0f)))
                .body("breaches[0].series", equalTo("s0"))
                .body("breaches[0].time", equalTo("2026-01-01T00:00:00Z"))
                .body("breaches[5].time", equalTo("2026-06-01T00:00:00Z"));
        JsonPath deliveries = as(owner)
                .get("/api/v1/webhooks/" + webhook + "/deliveries")
                .then()
                .body("items", hasSize(1))
                .extract()
                .jsonPath();
        int outside = deliveries.getInt("items[0].payload.data.outside");
        assertEquals(forecast, deliveries.getString("items[0].payload.data.id"));
        await("the mail").until(() -> mails(forecast).size() == 1);
        assertEquals(
                "sales, version 2: %d of 78 values so far lie outside the 95 %% interval that was forecast"
                        .formatted(outside),
                mails(forecast).getFirst().get("what"));
        assertEquals(List.of(owner.toString()), mails(forecast).getFirst().get("people"));
    }

    @Test
    void ofSeveralForecastsTheNewestIsComparedAndOneThatIsKnownInFullIsLeftAlone() {
        String older = forecast(6);
        String newer = forecast(6);
        NeighbourServices.goOn(dataset);
        search.run();
        breaches(older).then().body("comparisons", hasSize(0));
        breaches(newer)
                .then()
                .body("comparisons[0].arrived", equalTo(78))
                .body("comparisons[0].outside", greaterThanOrEqualTo(6));
        assertEquals(0, watched());
        NeighbourServices.goOn(dataset);
        search.run();
        breaches(newer).then().body("comparisons", hasSize(1));
    }

    @Test
    void aForecastOfFewSeriesSilencesNoneOfTheOthers() {
        String whole = forecast(6);
        String one = forecast(Map.of("dataset_id", dataset, "horizon", 6, "series", List.of("s1")));
        NeighbourServices.goOn(dataset);
        search.run();
        breaches(whole).then().body("comparisons[0].arrived", equalTo(78));
        breaches(one).then().body("comparisons[0].arrived", equalTo(6));
        assertEquals(0, watched());
    }

    @Test
    void aForecastOfFewerStepsSilencesNoneOfTheLaterOnes() {
        String far = forecast(9);
        forecast(3);
        for (int arrived : List.of(78, 117)) {
            NeighbourServices.goOn(dataset);
            search.run();
            breaches(far).then().body("comparisons[0].arrived", equalTo(arrived));
        }
    }

    @Test
    void manyForecastsOfLessPushNoneOutThatSaysMore() {
        forecast(9);
        for (int i = 0; i < 21; i++) {
            forecast(3);
        }
        assertEquals(2, watched());
    }

    @Test
    void aForecastThatReachesFurtherIsComparedWithEachVersion() {
        String forecast = forecast(9);
        for (int arrived : List.of(78, 117)) {
            NeighbourServices.goOn(dataset);
            search.run();
            breaches(forecast).then().body("comparisons[0].arrived", equalTo(arrived));
        }
        breaches(forecast).then().body("comparisons.dataset_version", equalTo(List.of(3, 2)));
        assertEquals(0, watched());
    }

    private long watched() {
        return database.preparedQuery("SELECT count(*) FROM forecast_watch WHERE owner_id = $1")
                .executeAndAwait(Tuple.of(owner))
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void strangersSeeNothing() {
        String forecast = forecast(6);
        given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), "user"))
                .get("/api/v1/forecasts/" + forecast + "/breaches")
                .then()
                .statusCode(404);
    }

    private String forecast(int horizon) {
        return forecast(Map.of("dataset_id", dataset, "horizon", horizon, "model", "ets"));
    }

    private String forecast(Map<String, Object> request) {
        String id = as(owner)
                .contentType("application/json")
                .body(request)
                .post("/api/v1/forecasts")
                .path("id");
        await("the forecast")
                .until(() ->
                        as(owner).get("/api/v1/forecasts/" + id).path("status").equals("succeeded"));
        return id;
    }

    private static List<Map<String, Object>> mails(String forecast) {
        return NeighbourServices.told().stream()
                .flatMap(batch -> JsonPath.from(batch)
                        .<Map<String, Object>>getList("notices.findAll { it.kind == 'forecast.breached' }")
                        .stream())
                .filter(notice -> notice.get("path").equals("/forecasts/" + forecast))
                .toList();
    }

    private Response breaches(String forecast) {
        return as(owner).get("/api/v1/forecasts/" + forecast + "/breaches");
    }

    private static RequestSpecification as(UUID user) {
        return given().auth().oauth2(TestTokens.user(user, "user"));
    }
}
