package dev.almanac.launcher.platform;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One service as a process of its own.
final class ServiceProcess {

    private static final long STOP_SECONDS = 30;
    private static final long LARGEST_LOG = 10_000_000;

    private final Service service;
    private final Path jar;
    private final Path settings;
    private final Path log;
    private final Path archive;
    private final URI health;
    private Process process;

    ServiceProcess(Service service, Settings local, Home home, ServiceSettings configured, int managementPort) {
        this.service = service;
        this.jar = local.checkout().resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        this.settings = home.of(service.name()).resolve("service.properties");
        this.log = home.log(service.name());
        this.archive = home.cache().resolve(service.name() + ".jsa");
        this.health = URI.create("http://localhost:" + managementPort + "/q/health/ready");
        Properties properties = new Properties();
        properties.putAll(configured.of(service));
        home.write(settings, text(properties));
    }

    String name() {
        return service.name();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Path log() {
        return log;
    }

    void start() throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(service.name() + ".1.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = new ProcessBuilder(List.of(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:cds=off",
                        "-Xmx" + heapMegabytes() + "m",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                        "-Dquarkus.config.locations=" + settings.toUri(),
                        "-jar",
                        jar.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
    }

    /// `ALMANAC_HEAP_DATA=64` and the like stand against the usual size.
    private String heapMegabytes() {
        return System.getenv()
                .getOrDefault(
                        "ALMANAC_HEAP_" + service.name().toUpperCase(Locale.ROOT),
                        Integer.toString(service.heapMegabytes()));
    }

    boolean isReady(HttpClient http) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /// Asks the service to finish what it does; ends it after a while.
    void stop() {
        if (process != null) {
            stop(process.toHandle());
        }
    }

    static void stop(ProcessHandle handle) {
        handle.destroy();
        try {
            handle.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            handle.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            handle.destroyForcibly();
        }
    }

    private static String text(Properties properties) {
        StringWriter writer = new StringWriter();
        try {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory cannot fail", e);
        }
        return writer.toString();
    }
}
