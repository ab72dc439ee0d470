package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.postgres.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clean-up by two replicas of which now one and now the other dies. Takes minutes, so with `-Dalmanac.full=true` only.
class UpkeepIT {

    private static final int MINUTES = 4;

    @TempDir
    Path folder;

    private final LocalPlatform platform = LocalPlatform.shared();

    @Test
    void eachMinutesChoreIsDoneOnceWhicheverReplicaDies() throws Exception {
        assumeTrue(Boolean.getBoolean("almanac.full"), "takes minutes; run with -Dalmanac.full=true");
        Person admin = platform.admin();
        try (Replicas replicas = new Replicas(platform, folder)) {
            Process second = start(replicas);
            Instant begin = newest(admin);
            for (int minute = 0; minute < MINUTES; minute++) {
                Instant before = newest(admin);
                Await.until(
                        "the chore of the next minute is done",
                        90,
                        () -> newest(admin).isAfter(before));
                if (minute % 2 == 0) {
                    platform.process("forecast").orElseThrow().destroyForcibly();
                    Await.until(
                            "the first replica is back",
                            60,
                            () -> admin.get("/api/v1/forecasts").status() == 200);
                } else {
                    second.destroyForcibly().waitFor();
                    second = start(replicas);
                }
            }
            List<Instant> minutes = runs(admin)
                    .valueStream()
                    .map(run -> Instant.parse(run.path("started_at").asText()).truncatedTo(ChronoUnit.MINUTES))
                    .filter(at -> !at.isBefore(begin.truncatedTo(ChronoUnit.MINUTES)))
                    .sorted()
                    .toList();
            assertTrue(minutes.size() > MINUTES, minutes::toString);
            assertEquals(minutes.stream().distinct().toList(), minutes, "each minute once");
            assertEquals(
                    Duration.ofMinutes(minutes.size() - 1L),
                    Duration.between(minutes.getFirst(), minutes.getLast()),
                    "no minute left out");
        }
    }

    private static Process start(Replicas replicas) throws Exception {
        return replicas.start(
                "forecast",
                Map.of(
                        "quarkus.http.port", Integer.toString(FreePort.any()),
                        "quarkus.management.port", Integer.toString(FreePort.any())));
    }

    private static JsonNode runs(Person admin) {
        return admin.get("/api/v1/admin/upkeep?name=council-deadlines&limit=50")
                .is(200)
                .json()
                .path("items");
    }

    /// When the newest run that is over began; now, while nobody answers or there is none.
    private static Instant newest(Person admin) {
        var answer = admin.get("/api/v1/admin/upkeep?name=council-deadlines&limit=1");
        JsonNode run = answer.status() == 200 ? answer.json().path("items").path(0) : null;
        return run == null || !run.has("finished_at")
                ? Instant.EPOCH
                : Instant.parse(run.path("started_at").asText());
    }
}
