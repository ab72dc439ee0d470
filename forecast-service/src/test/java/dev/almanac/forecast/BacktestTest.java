package dev.almanac.forecast;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class BacktestTest {

    private final UUID owner = UUID.randomUUID();

    @TestHTTPResource("/")
    URI service;

    @Test
    void aDatasetHasALeaderboardWithTheNaiveMethodAsYardstick() throws Exception {
        String id = submit("""
                {"dataset_id":"00000014-0000-4000-8000-00000000000a","horizon":6,"windows":2,"step":3,
                "models":["auto","ets","croston","holt_winters"]}""");
        as().get("/api/v1/backtests/" + id)
                .then()
                .statusCode(200)
                .body("status", equalTo("succeeded"))
                .body("progress.done", equalTo(14))
                .body("failed", equalTo(1))
                .body("leaderboard.model", hasItems("auto", "ets", "croston", "holt_winters", "seasonal_naive"))
                .body("leaderboard[0].rank", equalTo(1))
                .body("leaderboard[0].cpu_ms", greaterThan(0f))
                .body("leaderboard[0].series", equalTo(13))
                .body("leaderboard.find { it.model == 'ets' }.coverage", greaterThan(0f))
                .body("per_window.auto", hasSize(2));
        String lines = as().accept("application/x-ndjson")
                .get("/api/v1/backtests/" + id + "/results")
                .asString();
        assertEquals(14, lines.lines().count());
        as().get("/api/v1/forecasts/" + id).then().statusCode(404);
        as().get("/api/v1/backtests").then().body("items.id", hasItem(id));
        given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), "user"))
                .get("/api/v1/backtests/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    void givenSeriesAreBacktestedAndAMethodThatCannotStaysInTheListWithItsReason() throws Exception {
        String values = IntStream.range(0, 40)
                .mapToObj(t -> Integer.toString(t % 5 - 1))
                .collect(Collectors.joining(","));
        String id = submit("""
                {"series":[{"id":"mine","values":[%s]}],"horizon":2,"models":["theta","tsb","holt_winters"]}""".formatted(values));
        as().get("/api/v1/backtests/" + id)
                .then()
                .body("status", equalTo("succeeded"))
                .body("dataset_id", nullValue())
                .body(
                        "leaderboard.find { it.model == 'tsb' }.error",
                        equalTo("has negative values, which demand cannot be"))
                .body(
                        "leaderboard.find { it.model == 'holt_winters' }.error",
                        equalTo("has no season, which holt_winters needs"))
                .body("leaderboard.find { it.model == 'theta' }.rank", greaterThan(0));
    }

    @Test
    void everyMistakeIsToldInOneAnswer() {
        post("{\"horizon\":0,\"windows\":99,\"models\":[\"magic\"]}")
                .then()
                .statusCode(400)
                .body("errors.field", hasItems("dataset_id", "horizon", "windows", "models"));
        post("{\"dataset_id\":\"00000000-0000-4000-8000-00000000000a\",\"horizon\":3}")
                .then()
                .statusCode(404);
        given().contentType("application/json")
                .body("{}")
                .post("/api/v1/backtests")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"));
    }

    private String submit(String body) throws Exception {
        String id = post(body).then().statusCode(202).extract().path("id");
        SocketListener.of(service, "jobs/" + id, owner).ended();
        return id;
    }

    private io.restassured.response.Response post(String body) {
        return as().contentType("application/json").body(body).post("/api/v1/backtests");
    }

    private RequestSpecification as() {
        return given().auth().oauth2(TestTokens.user(owner, "user"));
    }
}
