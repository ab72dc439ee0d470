package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.almanac.postgres.FreePort;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
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
            Process second = start(replicas, admin);
            Instant begin = next(admin, Instant.EPOCH);
            Instant last = begin;
            for (int minute = 0; minute < MINUTES; minute++) {
                if (minute % 2 == 0) {
                    ProcessHandle first = platform.process("forecast").orElseThrow();
                    first.destroyForcibly();
                    first.onExit().join();
                } else {
                    second.destroyForcibly().waitFor();
                    second = start(replicas, admin);
                }
                last = next(admin, last);
            }
            List<Instant> minutes = runs(admin)
                    .valueStream()
                    .map(run -> Instant.parse(run.path("started_at").asText()))
                    .filter(at -> !at.isBefore(begin))
                    .map(at -> at.truncatedTo(ChronoUnit.MINUTES))
                    .sorted()
                    .toList();
            assertEquals(MINUTES + 1, minutes.size(), minutes::toString);
            assertEquals(minutes.stream().distinct().toList(), minutes, "each minute once");
            assertEquals(
                    Duration.ofMinutes(MINUTES),
                    Duration.between(minutes.getFirst(), minutes.getLast()),
                    "no minute left out");
        }
    }

    /// One more replica, once both take part.
    private static Process start(Replicas replicas, Person admin) throws Exception {
        Process process = replicas.start(
                "forecast",
                Map.of(
                        "quarkus.http.port", Integer.toString(FreePort.any()),
                        "quarkus.management.port", Integer.toString(FreePort.any())));
        Await.until("there are two workers", 60, () -> {
            var queue = admin.get("/api/v1/jobs/queue");
            return queue.status() == 200 && queue.json().path("workers").size() == 2;
        });
        return process;
    }

    private static JsonNode runs(Person admin) {
        return admin.get("/api/v1/admin/upkeep?name=council-deadlines&limit=50")
                .is(200)
                .json()
                .path("items");
    }

    /// When the newest run began, once one that began after another is over.
    private static Instant next(Person admin, Instant after) {
        AtomicReference<Instant> begun = new AtomicReference<>();
        Await.until("the chore of the next minute is done", 120, () -> {
            var answer = admin.get("/api/v1/admin/upkeep?name=council-deadlines&limit=1");
            JsonNode run = answer.status() == 200 ? answer.json().at("/items/0") : MissingNode.getInstance();
            if (!run.has("finished_at")) {
                return false;
            }
            begun.set(Instant.parse(run.path("started_at").asText()));
            return begun.get().isAfter(after);
        });
        return begun.get();
    }
}
