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
    void theWholeIsHealthyAndDescribesItself() {
        Person stranger = Person.stranger(platform.url(), null);
        JsonNode health = stranger.get("/health").is(200).json();
        assertEquals("up", health.path("status").asText(), health::toString);
        assertEquals("up", health.path("checks").path("database").asText(), health::toString);
        JsonNode paths = stranger.get("/openapi").is(200).json().path("paths");
        assertTrue(paths.has("/api/v1/forecasts/{id}/receipt"), paths::toString);
        paths.fieldNames().forEachRemaining(path -> assertTrue(!path.contains("internal"), path));
    }
}
