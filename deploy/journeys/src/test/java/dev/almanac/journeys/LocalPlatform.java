package dev.almanac.journeys;

import dev.almanac.postgres.FreePort;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A platform of the tests' own, started as a person starts it: the launcher as a process, in an empty folder.
final class LocalPlatform {

    /// Becomes the administrator of the platform by the link in its log.
    static final String ADMIN = "root@example.org";

    private static final LocalPlatform SHARED = new LocalPlatform();
    private static final long START_SECONDS = 180;

    private final Path checkout = Path.of(System.getProperty("almanac.checkout"));
    private final Path home;
    private final int port = FreePort.any();
    private Process launcher;

    private LocalPlatform() {
        try {
            home = Files.createTempDirectory("almanac-journeys-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::stop));
    }

    /// The one that all journeys share, started when it is first asked for.
    static synchronized LocalPlatform shared() {
        if (SHARED.launcher == null) {
            SHARED.start();
        }
        return SHARED;
    }

    String url() {
        return "http://localhost:" + port;
    }

    /// The administrator, whom the link in the log sets up once.
    Person admin() throws IOException {
        Person known = Person.of(url(), ADMIN);
        String log = Files.readString(home.resolve("logs/auth.log"));
        int line = log.lastIndexOf("/set-up#");
        if (line < 0) {
            throw new AssertionError("the log shows no link");
        }
        String secret = log.substring(line + "/set-up#".length(), line + "/set-up#".length() + 43);
        known.post("/api/v1/auth/set-up", "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(secret, Person.PASSWORD));
        return known.signIn();
    }

    Path home() {
        return home;
    }

    Path checkout() {
        return checkout;
    }

    void start() {
        try {
            launcher = command("up")
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("up.log").toFile())
                    .start();
            Await.until("the platform is ready", START_SECONDS, () -> {
                if (!launcher.isAlive()) {
                    throw new AssertionError("up ended: " + Files.readString(home.resolve("up.log")));
                }
                return Files.exists(home.resolve("running.properties"))
                        && "true".equals(state().getProperty("ready"))
                        && process("launcher")
                                .filter(known -> known.pid() == launcher.pid())
                                .isPresent();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        if (launcher != null && launcher.isAlive()) {
            launcher.destroy();
            awaitEnd(launcher.toHandle());
        }
    }

    /// Like a power cut for the launcher, and for all else when `everything`.
    void kill(boolean everything) {
        List<ProcessHandle> victims = new ArrayList<>(List.of(launcher.toHandle()));
        if (everything) {
            for (String name : List.of("postgres", "auth", "data", "forecast", "audit", "gateway")) {
                process(name).ifPresent(victims::add);
            }
            process("postgres").stream().flatMap(ProcessHandle::descendants).forEach(victims::add);
        }
        victims.forEach(ProcessHandle::destroyForcibly);
        victims.forEach(LocalPlatform::awaitEnd);
    }

    Optional<ProcessHandle> process(String name) {
        String pid = state().getProperty("process." + name).split(" ")[0];
        return ProcessHandle.of(Long.parseLong(pid));
    }

    /// Sends a signal such as `STOP`.
    void signal(String name, String signal) {
        try {
            int code = new ProcessBuilder(
                            "kill",
                            "-" + signal,
                            Long.toString(process(name).orElseThrow().pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill answered " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// `./almanac <words>` on this platform.
    ProcessBuilder command(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                checkout.resolve("deploy/launcher/target/launcher.jar") + ":"
                        + checkout.resolve("deploy/launcher/target/lib/*"),
                "dev.almanac.launcher.Launcher"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.ofEntries(
                        Map.entry("ALMANAC_HOME", home.toString()),
                        Map.entry("ALMANAC_PORT", Integer.toString(port)),
                        Map.entry("ALMANAC_CHECKOUT", checkout.toString()),
                        Map.entry("ALMANAC_PUBLIC_URL", url()),
                        Map.entry("ALMANAC_ADMIN_EMAIL", ADMIN),
                        Map.entry("FORECAST_JOB_CHUNK", "50"),
                        Map.entry("FORECAST_JOB_LEASE", "10S"),
                        Map.entry("DATA_UPLOAD_LIMIT", "100000000"),
                        Map.entry("GATEWAY_LIMITS_SIGN_UP", "1000"),
                        Map.entry("GATEWAY_LIMITS_SIGN_IN", "1000"),
                        Map.entry("AUTH_ACTIVITY_DOWNLOADS", "20"),
                        Map.entry("AUTH_ACTIVITY_LOOK_EVERY", "1S"),
                        Map.entry("QUARKUS_SHUTDOWN_DELAY", "2500MS"),
                        Map.entry("GATEWAY_LIMITS_USER", "10000"),
                        Map.entry("GATEWAY_LIMITS_SECOND", "10000"),
                        Map.entry("GATEWAY_LIMITS_EXPENSIVE", "10000"),
                        Map.entry("GATEWAY_LIMITS_ANONYMOUS_HOUR", "10000"),
                        Map.entry("GATEWAY_LIMITS_ANONYMOUS_DAY", "10000"),
                        Map.entry("GATEWAY_LIMITS_ADDRESS", "10000")));
        return builder;
    }

    private Properties state() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("running.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    private static void awaitEnd(ProcessHandle handle) {
        try {
            handle.onExit().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("Process " + handle.pid() + " does not end", e);
        }
    }
}
