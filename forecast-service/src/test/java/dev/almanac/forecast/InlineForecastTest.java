package dev.almanac.forecast;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class InlineForecastTest {

    @Test
    void numbersAreForecastOnTheirCalendar() {
        ask("""
                {"series":[{"id":"a","frequency":"ME","start":"2024-01-31T00:00:00Z",
                "values":[10,12,null,11,10,12,11,10,12,11,10,12]}],"horizon":2,"levels":[80,97.5]}""")
                .statusCode(200)
                .body("engine_version", equalTo("2"))
                .body("forecasts[0].id", equalTo("a"))
                .body("forecasts[0].times", equalTo(List.of("2025-01-31T00:00:00Z", "2025-02-28T00:00:00Z")))
                .body("forecasts[0].mean", hasSize(2))
                .body("forecasts[0].intervals", hasKey("97.5"));
    }

    @Test
    void aConstantSeriesStaysWhereItIs() {
        ask("""
                {"series":[{"values":[5,5,5,5,5,5,5,5]}],"horizon":1,"model":"ets"}""")
                .statusCode(200)
                .body("forecasts[0].id", equalTo("0"))
                .body("forecasts[0]", not(hasKey("times")))
                .body("forecasts[0].mean[0].toDouble()", closeTo(5, 1e-9));
    }

    @Test
    void oneBadSeriesDoesNotStopTheOthers() {
        ask("""
                {"series":[{"id":"short","values":[1]},{"id":"good","values":[1,2,3,4,5,6,7,8]}],"horizon":3}""")
                .statusCode(200)
                .body("forecasts[0].error", equalTo("The series needs at least 3 observations, has 1"))
                .body("forecasts[1].mean", hasSize(3));
    }

    @Test
    void everyMistakeIsToldInOneAnswer() {
        ask("""
                {"series":[{"values":[1,2,3]}],"horizon":0,"levels":[0],"model":"magic"}""")
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/validation-failed"))
                .body("errors.field", hasItems("horizon", "levels", "model"));
        ask("""
                {"series":[{"values":[1,2,3]}],"horizon":1000000}""").statusCode(400).body("detail", equalTo("horizon must be from 1 to 10000"));
        ask("""
                {"series":[{"frequency":"fortnight","values":[1,2,3]}],"horizon":1}""").statusCode(400).body("errors.field", hasItem("series[0].frequency"));
        ask("{\"series\":[],\"horizon\":1}").statusCode(400).body("errors.field", hasItem("series"));
        ask("{\"series\":[{\"values\":[\"x\"]}],\"horizon\":1}")
                .statusCode(400)
                .body("type", equalTo("/problems/malformed-json"));
        ask("{\"series\":[{\"values\":[1,2]}],\"horizon\":1}")
                .statusCode(422)
                .body("type", equalTo("/problems/series-unusable"))
                .body("errors[0].field", startsWith("series[0]"));
    }

    @Test
    void strangersAreAskedToSignIn() {
        given().contentType("application/json")
                .body("{}")
                .post("/api/v1/forecast")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", startsWith("Bearer"));
    }

    private static ValidatableResponse ask(String body) {
        return given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), "user"))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/forecast")
                .then();
    }
}
