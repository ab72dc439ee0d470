package dev.almanac.journeys;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// More processes of the platform's services: with the settings of the first one, beside it.
final class Replicas implements AutoCloseable {

    private final LocalPlatform platform;
    private final Path logs;
    private final List<Process> started = new ArrayList<>();

    Replicas(LocalPlatform platform, Path logs) {
        this.platform = platform;
        this.logs = logs;
    }

    /// @param settings that differ from those of the first process
    Process start(String name, Map<String, String> settings) throws IOException {
        String module = name.equals("gateway") ? name : name + "-service";
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dquarkus.config.locations=" + file(name).toUri()));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(
                "-jar",
                platform.checkout()
                        .resolve(module)
                        .resolve("target/quarkus-app/quarkus-run.jar")
                        .toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        logs.resolve(name + ".log").toFile()));
        for (String limit : List.of("USER", "USER_DAY", "SECOND", "ADDRESS", "SIGN_UP")) {
            builder.environment().put("GATEWAY_LIMITS_" + limit, "1000000");
        }
        builder.environment().put("AUTH_ACTIVITY_DOWNLOADS", "1000000");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /// Of the first process.
    Properties settings(String name) throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(file(name))) {
            settings.load(reader);
        }
        return settings;
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }

    private Path file(String name) {
        return platform.home().resolve("services").resolve(name).resolve("service.properties");
    }
}
