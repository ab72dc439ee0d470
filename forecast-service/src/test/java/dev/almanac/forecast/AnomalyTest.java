package dev.almanac.forecast;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class AnomalyTest {

    @Test
    void anOutlierIsFoundWithItsTimeAndTheBand() {
        String values = IntStream.range(0, 60)
                .mapToObj(t -> Integer.toString(t == 40 ? 400 : 100 + (t % 12 < 2 ? 50 : 0) + (t * 7) % 5))
                .collect(Collectors.joining(","));
        ask("{\"series\":[{\"id\":\"a\",\"frequency\":\"MS\",\"start\":\"2020-01-01T00:00:00Z\",\"values\":[" + values
                        + "]},{\"id\":\"short\",\"values\":[1]}],\"level\":99.9}")
                .statusCode(200)
                .body("level", equalTo(99.9f))
                .body("series[0].anomalies", hasSize(1))
                .body("series[0].anomalies[0].index", equalTo(40))
                .body("series[0].anomalies[0].time", equalTo("2023-05-01T00:00:00Z"))
                .body("series[0].anomalies[0].value", equalTo(400f))
                .body("series[0].anomalies[0].expected", lessThan(120f))
                .body("series[0].anomalies[0].hi", lessThan(200f))
                .body("series[0].anomalies[0].score", greaterThan(10f))
                .body("series[0].anomalies[0].level_shift", equalTo(false))
                .body("series[1].error", equalTo("The series needs at least 3 observations, has 1"));
    }

    @Test
    void aDatasetIsLookedThroughSeriesBySeries() {
        ask("{\"dataset_id\":\"00000014-0000-4000-8000-00000000000a\",\"series_ids\":[\"s1\",\"s3\"]}")
                .statusCode(200)
                .body("series.id", hasItems("s1", "s3"))
                .body("series", hasSize(2));
        ask("{\"dataset_id\":\"00002000-0000-4000-8000-00000000000a\"}")
                .statusCode(422)
                .body("type", equalTo("/problems/too-many-series"));
        ask("{\"dataset_id\":\"00000000-0000-4000-8000-00000000000a\"}").statusCode(404);
    }

    @Test
    void mistakesAreTold() {
        ask("{\"level\":100}").statusCode(400).body("errors.field", hasItems("level", "dataset_id"));
    }

    private static ValidatableResponse ask(String body) {
        return given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), "user"))
                .contentType("application/json")
                .body(body)
                .post("/api/v1/anomalies")
                .then();
    }
}
