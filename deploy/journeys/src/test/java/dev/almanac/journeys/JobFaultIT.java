package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.postgres.FreePort;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs whose workers, or whose database, die. In a test run three deaths and 400 series; with `-Dalmanac.full=true`
/// twenty and 2,000. The platform under test cuts jobs into tasks of 50 series, so that one replica with its four
/// workers never has all of a job, and takes a worker for gone after 10 s.
class JobFaultIT {

    private static final boolean FULL = Boolean.getBoolean("almanac.full");
    private static final int SERIES = FULL ? 2_000 : 400;
    private static final int DEATHS = FULL ? 20 : 3;

    @TempDir
    Path folder;

    private final LocalPlatform platform = LocalPlatform.shared();
    private final AtomicInteger seen = new AtomicInteger();

    @Test
    void workersKilledAtRandomLeaveEachSeriesWithOneResult() throws Exception {
        Random random = new Random(20);
        Person person = Person.signUp(platform.url());
        String id = person.forecast(dataset(person, SERIES), 12);
        for (int death = 0; death < DEATHS && !isOver(person, id); death++) {
            int before = seen.get();
            Await.until("there is progress", 120, () -> progress(person, id) > before || isOver(person, id));
            TimeUnit.MILLISECONDS.sleep(random.nextInt(400)); // the moment of the death is the experiment
            platform.process("forecast").orElseThrow().destroyForcibly();
            Await.until(
                    "the service is back",
                    60,
                    () -> person.get("/api/v1/forecasts").status() == 200);
        }
        requireWhole(person, id);
    }

    @Test
    void theDatabaseIsStartedAgainInTheMiddle() throws Exception {
        Person person = Person.signUp(platform.url());
        String id = person.forecast(dataset(person, SERIES), 12);
        Await.until("there is progress", 60, () -> progress(person, id) > 0);
        // One backend killed makes PostgreSQL end all and recover, as after a crash.
        ProcessHandle backend = platform.process("postgres")
                .orElseThrow()
                .children()
                .max((one, other) -> Long.compare(one.pid(), other.pid()))
                .orElseThrow();
        backend.destroyForcibly();
        requireWhole(person, id);
    }

    @Test
    void aSecondReplicaTakesTasksOfTheSameJob() throws Exception {
        Person person = Person.signUp(platform.url());
        try (Replicas replicas = new Replicas(platform, folder)) {
            Process second = replicas.start(
                    "forecast",
                    Map.of(
                            "quarkus.http.port",
                            Integer.toString(FreePort.any()),
                            "quarkus.management.port",
                            Integer.toString(FreePort.any())));
            Person admin = platform.admin();
            Await.until("there are two workers", 60, () -> workers(admin).size() == 2);
            String id = person.forecast(dataset(person, SERIES), 12);
            Await.until(
                    "both work",
                    60,
                    () -> workers(admin)
                            .valueStream()
                            .allMatch(worker -> !worker.path("jobs").isEmpty()));
            second.destroyForcibly();
            requireWhole(person, id);
        }
    }

    private void requireWhole(Person person, String id) {
        Await.until("forecast " + id + " is over", 300, () -> {
            progress(person, id);
            return isOver(person, id);
        });
        JsonNode forecast = person.get("/api/v1/forecasts/" + id).json();
        assertEquals("succeeded", forecast.path("status").asText(), forecast::toString);
        List<String> ids = person.get("/api/v1/forecasts/" + id + "/results")
                .is(200)
                .json()
                .path("forecasts")
                .findValuesAsText("id");
        assertEquals(SERIES, ids.size());
        assertEquals(SERIES, new HashSet<>(ids).size());
        assertEquals(SERIES, forecast.path("progress").path("done").asInt());
    }

    /// Series that are done, which never go back; what was seen last while nobody answers.
    private int progress(Person person, String id) {
        var answer = person.get("/api/v1/forecasts/" + id);
        if (answer.status() == 200) {
            int done = answer.json().path("progress").path("done").asInt();
            int before = seen.getAndSet(done);
            assertTrue(done >= before, () -> "progress went back from " + before + " to " + done);
        }
        return seen.get();
    }

    private static boolean isOver(Person person, String id) {
        var answer = person.get("/api/v1/forecasts/" + id);
        return answer.status() == 200
                && !List.of("queued", "running")
                        .contains(answer.json().path("status").asText());
    }

    private static JsonNode workers(Person admin) {
        return admin.get("/api/v1/jobs/queue").json().path("workers");
    }

    private static String dataset(Person person, int series) {
        return person.upload(Examples.manySeries(series)).is(201).text("id");
    }
}
