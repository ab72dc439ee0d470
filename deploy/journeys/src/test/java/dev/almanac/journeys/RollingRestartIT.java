package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.almanac.postgres.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The real services in two replicas behind one gateway, restarted one after the other while people work. In a test run
/// one of them; with `-Dalmanac.full=true` all four.
@Timeout(300)
class RollingRestartIT {

    private static final List<String> SERVICES =
            Boolean.getBoolean("almanac.full") ? List.of("auth", "data", "forecast", "audit") : List.of("data");

    /// Of its replicas one holds the log and is ready; the other waits for that.
    private static final String ONE_WRITER = "audit";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final LocalPlatform platform = LocalPlatform.shared();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Process> second = new HashMap<>();
    private Replicas replicas;

    @BeforeEach
    void start() {
        replicas = new Replicas(platform, folder);
    }

    @AfterEach
    void stop() {
        replicas.close();
    }

    @Test
    void noRequestFailsWhileEveryServiceIsRestarted() throws Exception {
        Map<String, String> addresses = new HashMap<>();
        for (String name : SERVICES) {
            int port = FreePort.any();
            int management = FreePort.any();
            Map<String, String> own = Map.of(
                    "quarkus.http.port",
                    Integer.toString(port),
                    "quarkus.management.port",
                    Integer.toString(management));
            second.put(name, start(name, own));
            Properties first = replicas.settings(name);
            String prefix = "gateway.services." + name;
            addresses.put(
                    prefix + ".url",
                    "http://localhost:" + first.getProperty("quarkus.http.port") + ",http://localhost:" + port);
            addresses.put(
                    prefix + ".management",
                    "http://localhost:" + first.getProperty("quarkus.management.port") + ",http://localhost:"
                            + management);
            awaitUp(name, management);
        }
        int port = FreePort.any();
        int management = FreePort.any();
        addresses.put("gateway.port", Integer.toString(port));
        addresses.put("gateway.limits.file", folder.resolve("limits").toString());
        addresses.put("quarkus.management.port", Integer.toString(management));
        start("gateway", addresses);
        awaitUp("gateway", management);
        String url = "http://localhost:" + port;
        String token = Person.signUp(url).token();
        try (Load people = new Load(1, () -> get(url + "/api/v1/auth/me", token));
                Load datasets = new Load(1, () -> get(url + "/api/v1/datasets", token));
                Load forecasts = new Load(1, () -> get(url + "/api/v1/forecasts", token));
                Load audit = new Load(1, () -> get(url + "/api/v1/audit/events", token));
                Load uploads = new Load(1, () -> upload(url, token))) {
            uploads.awaitMore(5);
            for (String name : SERVICES) {
                restartFirst(name);
                uploads.awaitMore(5);
                second.get(name).destroy();
                second.get(name).waitFor();
            }
            uploads.awaitMore(5);
            for (Load load : List.of(people, datasets, forecasts, audit)) {
                assertEquals(Map.of(), load.endAndCount("200"::equals));
            }
            assertEquals(Map.of(), uploads.endAndCount("201"::equals));
        }
    }

    /// The platform starts it again by itself.
    private void restartFirst(String name) throws Exception {
        ProcessHandle first = platform.process(name).orElseThrow();
        first.destroy();
        first.onExit().get(60, TimeUnit.SECONDS);
        awaitUp(name, Integer.parseInt(replicas.settings(name).getProperty("quarkus.management.port")));
        TimeUnit.MILLISECONDS.sleep(1_500); // a look of the gateway at what is ready
    }

    private Process start(String name, Map<String, String> settings) throws IOException {
        Map<String, String> all = new HashMap<>(settings);
        all.put("quarkus.shutdown.delay", "2500MS");
        return replicas.start(name, all);
    }

    private void awaitUp(String name, int management) {
        String check = name.equals(ONE_WRITER) ? "/q/health/live" : "/q/health/ready";
        Await.until(name + " is up", 90, () -> {
            try {
                return get("http://localhost:" + management + check, "-").statusCode() == 200;
            } catch (IOException notYet) {
                return false;
            }
        });
    }

    private HttpResponse<String> get(String url, String token) throws IOException, InterruptedException {
        return http.send(request(url, token).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> upload(String url, String token) throws IOException, InterruptedException {
        var request = request(url + "/api/v1/datasets", token)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofString("day,y\n2024-01-01,1\n2024-01-02,2\n2024-01-03,4\n"));
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String url, String token) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).header("Authorization", "Bearer " + token);
    }
}
