package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultIT {

    private static final int SERIES = 1_500;
    private static final String FEW = "month,y\n2023-01-01,1\n2023-02-01,2\n2023-03-01,3\n2023-04-01,5\n";

    private final LocalPlatform platform = LocalPlatform.shared();

    @Test
    void aJobSurvivesTheDeathOfTheServiceItReadsFrom() {
        Person person = Person.signUp(platform.url());
        String dataset = person.upload(Examples.manySeries(SERIES)).is(201).text("id");
        String id = person.forecast(dataset, 12);
        Await.until("some series are done", 60, () -> BadInputIT.done(person, id) > 0);
        ProcessHandle data = platform.process("data").orElseThrow();
        data.destroyForcibly();
        JsonNode forecast = person.awaitForecast(id, 180);
        assertEquals("succeeded", forecast.path("status").asText(), forecast::toString);
        assertTrue(platform.process("data").orElseThrow().pid() != data.pid());
        List<String> ids = person.get("/api/v1/forecasts/" + id + "/results")
                .is(200)
                .json()
                .path("forecasts")
                .findValuesAsText("id");
        assertEquals(SERIES, ids.size());
        assertEquals(SERIES, ids.stream().distinct().count());
    }

    @Test
    void withTheLogAwayNothingFailsAndTheEntriesArriveLater() {
        Person person = Person.signUp(platform.url());
        platform.signal("audit", "STOP");
        String id;
        try {
            String dataset = person.upload(FEW).is(201).text("id");
            id = person.forecast(dataset, 2);
            JsonNode forecast = person.awaitForecast(id, 60);
            assertEquals("succeeded", forecast.path("status").asText(), forecast::toString);
            assertEquals("pending", forecast.path("sealed").path("status").asText(), forecast::toString);
            person.get("/api/v1/forecasts/" + id + "/receipt").is(409);
        } finally {
            platform.signal("audit", "CONT");
        }
        Await.until(
                "the seal is logged",
                60,
                () -> person.get("/api/v1/forecasts/" + id + "/receipt").status() == 200);
        List<String> types = person.get("/api/v1/audit/events").json().findValuesAsText("type");
        assertTrue(
                types.containsAll(List.of("dataset.created", "forecast.requested", "forecast.sealed")),
                types::toString);
    }

    @Test
    void whatWasAcknowledgedSurvivesKillingEverything() {
        Person person = Person.signUp(platform.url());
        String dataset = person.upload(FEW).is(201).text("id");
        String done = person.forecast(dataset, 2);
        person.awaitForecast(done, 60);
        String running = person.forecast(
                person.upload(Examples.manySeries(SERIES)).is(201).text("id"), 12);
        Await.until("some series are done", 60, () -> BadInputIT.done(person, running) > 0);

        platform.kill(true);
        platform.start();

        person.get("/api/v1/datasets/" + dataset).is(200);
        person.get("/api/v1/forecasts/" + done + "/results").is(200);
        assertEquals(
                "succeeded", person.awaitForecast(running, 180).path("status").asText());
        Await.until(
                "the seal is logged",
                60,
                () -> person.get("/api/v1/forecasts/" + done + "/receipt").status() == 200);
    }

    @Test
    void aKilledLaunchersServicesAreTakenCareOf() {
        Person person = Person.signUp(platform.url());
        String dataset = person.upload(FEW).is(201).text("id");
        ProcessHandle gateway = platform.process("gateway").orElseThrow();

        platform.kill(false);
        platform.start();

        assertTrue(!gateway.isAlive(), "the old gateway still runs");
        person.get("/api/v1/datasets/" + dataset).is(200);
    }
}
