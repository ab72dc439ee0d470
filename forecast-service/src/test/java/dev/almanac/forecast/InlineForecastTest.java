package dev.almanac.forecast;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
                .body("engine_version", equalTo("3"))
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
    void theAnswerSaysWhatItIsMadeOfAndHowMuchBetterItIs() {
        var answer = ask(months("[0]", ""))
                .statusCode(200)
                .body("forecasts[0].model", equalTo("combination"))
                .body("forecasts[0].fit.description", startsWith("Mean of ETS"))
                .body("forecasts[0].fit.season_length", equalTo(12))
                .body("forecasts[0].fit.gain", greaterThan(0f))
                .body("forecasts[0].fit.backtest.model", hasItems("combination", "ets", "seasonal_naive"))
                .body("forecasts[0].fit.backtest[0].msis", greaterThan(0f))
                .extract()
                .jsonPath();
        for (int h = 0; h < 6; h++) {
            double sum = 0;
            for (String part : List.of("level", "trend", "season")) {
                sum += answer.getDouble("forecasts[0].components." + part + "[" + h + "]");
            }
            assertEquals(answer.getDouble("forecasts[0].mean[" + h + "]"), sum, 1e-3);
        }
    }

    @Test
    void regressorsAreUsedAndAWhatIfChangesTheForecast() {
        String past =
                IntStream.range(0, 60).mapToObj(t -> t % 7 == 0 ? "1" : "0").collect(Collectors.joining(","));
        String promotion = "\"regressors\":{\"promotion\":{\"past\":[" + past + "],\"future\":[%s]}}";
        double with = ask(months("[0]", promotion.formatted("1,0,0,0,0,0")))
                .statusCode(200)
                .body("forecasts[0].fit.parameters['regressor promotion'].toDouble()", closeTo(40, 5))
                .body("forecasts[0].components.regressors[0].toDouble()", closeTo(40, 5))
                .extract()
                .jsonPath()
                .getDouble("forecasts[0].mean[0]");
        double without = ask(months("[0]", promotion.formatted("0,0,0,0,0,0")))
                .statusCode(200)
                .extract()
                .jsonPath()
                .getDouble("forecasts[0].mean[0]");
        assertEquals(40, with - without, 5);
        ask(months("[0]", promotion.formatted("1,0")))
                .statusCode(400)
                .body("errors[0].field", equalTo("regressors.promotion.future"));
        ask(months("[0]", "\"regressors\":{\"x\":{\"past\":[1,2],\"future\":[1,2,3,4,5,6]}}"))
                .statusCode(422)
                .body("detail", equalTo("The series has 60 observations, but regressor x only 2 past values"));
    }

    @Test
    void forecastsOfSumsAreSums() {
        for (String method : List.of("mint", "ols", "structural", "bottom_up")) {
            String hierarchy = "\"hierarchy\":{\"children\":{\"total\":[\"a\",\"b\"]},\"method\":\"" + method + "\"}";
            var answer = ask(months("[0,3]", hierarchy))
                    .statusCode(200)
                    .body("forecasts.id", equalTo(List.of("a", "b", "total")))
                    .extract()
                    .jsonPath();
            for (int h = 0; h < 6; h++) {
                double parts = answer.getDouble("forecasts[0].mean[" + h + "]")
                        + answer.getDouble("forecasts[1].mean[" + h + "]");
                assertEquals(answer.getDouble("forecasts[2].mean[" + h + "]"), parts, 1e-3, method);
            }
        }
        ask(months("[0]", "\"hierarchy\":{\"children\":{\"total\":[\"a\",\"missing\"]}}"))
                .statusCode(422)
                .body("detail", equalTo("Not possible: the hierarchy names missing, which is no series here"));
        ask(months("[0]", "\"hierarchy\":{\"children\":{\"a\":[\"a\"]}}"))
                .statusCode(400)
                .body("errors[0].field", equalTo("hierarchy.children"));
    }

    @Test
    void aSeasonLongerThanHalfTheSeriesIsRefusedOnlyWhereAPersonNamedIt() {
        ask("""
                {"series":[{"values":[1,2,3,4,5,6,7,8],"season_length":5}],"horizon":1}""")
                .statusCode(422)
                .body("detail", equalTo("The series needs more than 10 observations for a season of 5, has 8"));
        ask("""
                {"series":[{"values":[1,2,3,4,5,6,7,8],"frequency":"MS"}],"horizon":1}""").statusCode(200);
    }

    @Test
    void moreStepsThanAnAnswerHoldsAreRefused() {
        String series = "{\"values\":[1,2,3,4,5]}";
        String body = "{\"series\":[%s],\"horizon\":10000,\"model\":\"drift\"}";
        ask(body.formatted(String.join(",", Collections.nCopies(11, series))))
                .statusCode(400)
                .body("errors[0].field", equalTo("horizon"));
    }

    @Test
    void robustForecastsDoNotFollowAnOutlier() {
        String body = months("[0]", "\"robust\":%s").replaceFirst("100,", "9000,");
        double spoiled = mean(body.formatted("false"));
        double robust = mean(body.formatted("true"));
        double clean = mean(months("[0]", "\"robust\":false"));
        assertTrue(Math.abs(robust - clean) < Math.abs(spoiled - clean) / 5, spoiled + " " + robust + " " + clean);
    }

    private static double mean(String body) {
        return ask(body).statusCode(200).extract().jsonPath().getDouble("forecasts[0].mean[0]");
    }

    /// Five years of months, level 100 and more, high in winter, 40 higher every seventh month.
    private static String months(String offsets, String more) {
        List<String> series = new ArrayList<>();
        for (String offset : offsets.replaceAll("[\\[\\]]", "").split(",")) {
            int move = Integer.parseInt(offset);
            String values = IntStream.range(0, 60)
                    .mapToObj(t -> Integer.toString(
                            100 + move + (t % 12 < 2 ? 50 : 0) + (t % 7 == 0 ? 40 : 0) + (t * 5 + move) % 4))
                    .collect(Collectors.joining(","));
            String id = String.valueOf((char) ('a' + series.size()));
            series.add("{\"id\":\"%s\",\"frequency\":\"MS\",\"start\":\"2020-01-01T00:00:00Z\",\"values\":[%s]}"
                    .formatted(id, values));
        }
        String rest = more.isEmpty() ? "" : "," + more;
        return "{\"series\":[" + String.join(",", series) + "],\"horizon\":6" + rest + "}";
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
