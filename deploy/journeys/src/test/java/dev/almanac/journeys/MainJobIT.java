package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MainJobIT {

    private final LocalPlatform platform = LocalPlatform.shared();

    @Test
    void theDemoDoesTheWholeJobAndEndsWithTheConsolesAddress() throws Exception {
        Process demo = platform.command("demo").redirectErrorStream(true).start();
        String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(demo.waitFor(60, TimeUnit.SECONDS), output);
        assertEquals(0, demo.exitValue(), output);
        assertEquals(platform.url(), output.lines().toList().getLast(), output);
        assertTrue(output.contains("23 of 23 series"), output);
        assertTrue(output.contains("Verified: the sealed forecast is entry"), output);
    }

    @Test
    void aForecastIsSealedAndItsResultsHaveTheSealedDigest() throws Exception {
        Person person = Person.signUp(platform.url());
        String dataset = person.upload(platform.checkout().resolve("deploy/examples/air-passengers.csv"))
                .is(201)
                .text("id");
        String id = person.forecast(dataset, 12);
        JsonNode forecast = person.awaitForecast(id, 60);
        assertEquals("succeeded", forecast.path("status").asText(), forecast::toString);
        String results =
                person.get("/api/v1/forecasts/" + id + "/results").is(200).body();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(results.getBytes(StandardCharsets.UTF_8));
        assertEquals(forecast.path("sha256").asText(), HexFormat.of().formatHex(digest));
        Await.until(
                "the seal is logged",
                30,
                () -> person.get("/api/v1/forecasts/" + id + "/receipt").status() == 200);
        List<String> types = person.get("/api/v1/audit/events").json().findValuesAsText("type");
        assertEquals(
                Set.of(
                        "forecast.sealed",
                        "forecast.requested",
                        "dataset.created",
                        "session.opened",
                        "account.registered"),
                Set.copyOf(types));
        assertEquals(5, types.size());
        assertTrue(types.indexOf("forecast.sealed") < types.indexOf("forecast.requested"), types::toString);
    }

    @Test
    void numbersInTheRequestAreForecastAtOnce() {
        Person person = Person.signUp(platform.url());
        JsonNode answer = person.post("/api/v1/forecast", """
                        {"series":[{"id":"a","frequency":"MS","start":"2024-01-01T00:00:00Z",
                        "values":[12,15,14,16,19,18,21,22,20,24,26,25]}],"horizon":3}""").is(200).json();
        assertEquals(3, answer.path("forecasts").get(0).path("mean").size());
        assertEquals(
                "2025-01-01T00:00:00Z",
                answer.path("forecasts").get(0).path("times").get(0).asText());
    }

    @Test
    void methodsAreComparedAnomaliesFoundAndSumsForecastAsSums() {
        Person person = Person.signUp(platform.url());
        String dataset = person.upload(platform.checkout().resolve("deploy/examples/us-employment.csv"))
                .is(201)
                .text("id");
        String comparison =
                "{\"dataset_id\":\"%s\",\"horizon\":12,\"windows\":2,\"models\":[\"auto\",\"ets\"]}".formatted(dataset);
        String backtest = person.post("/api/v1/backtests", comparison).is(202).text("id");
        Await.until(
                "the backtest ends",
                60,
                () -> person.get("/api/v1/backtests/" + backtest).text("status").equals("succeeded"));
        JsonNode board = person.get("/api/v1/backtests/" + backtest).json().path("leaderboard");
        assertEquals("seasonal_naive", board.get(2).path("model").asText(), board::toString);
        String search = "{\"dataset_id\":\"%s\",\"series_ids\":[\"government\"]}".formatted(dataset);
        JsonNode anomalies = person.post("/api/v1/anomalies", search).is(200).json();
        List<String> times = anomalies.path("series").get(0).path("anomalies").findValuesAsText("time");
        assertTrue(times.contains("2010-05-01T00:00:00Z"), "the census of 2010: " + times);
        String sums = """
                {"dataset_id":"%s","horizon":6,"hierarchy":{"children":
                {"goods_producing":["construction","manufacturing","mining_and_logging"]}}}""".formatted(dataset);
        String job = person.post("/api/v1/forecasts", sums).is(202).text("id");
        JsonNode forecast = person.awaitForecast(job, 60);
        assertEquals("succeeded", forecast.path("status").asText(), forecast::toString);
        double parts = mean(person, job, "construction")
                + mean(person, job, "manufacturing")
                + mean(person, job, "mining_and_logging");
        assertEquals(mean(person, job, "goods_producing"), parts, 1e-6 * parts);
    }

    private static double mean(Person person, String forecast, String series) {
        JsonNode results = person.get("/api/v1/forecasts/" + forecast + "/results?series=" + series)
                .json();
        return results.path("forecasts").get(0).path("mean").get(0).asDouble();
    }

    @Test
    void theWholeIsHealthyAndDescribesItself() {
        Person stranger = Person.stranger(platform.url(), null);
        JsonNode health = stranger.get("/health").is(200).json();
        assertEquals("up", health.path("status").asText(), health::toString);
        assertEquals("up", health.path("checks").path("database").asText(), health::toString);
        JsonNode paths = stranger.get("/openapi").is(200).json().path("paths");
        assertTrue(paths.has("/api/v1/forecasts/{id}/receipt"), paths::toString);
        assertTrue(paths.has("/api/v1/backtests/{id}") && paths.has("/api/v1/anomalies"), paths::toString);
        paths.fieldNames().forEachRemaining(path -> assertTrue(!path.contains("internal"), path));
    }
}
