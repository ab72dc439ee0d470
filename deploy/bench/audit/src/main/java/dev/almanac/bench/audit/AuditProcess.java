package dev.almanac.bench.audit;

import dev.almanac.audit.append.SequencerBench;
import dev.almanac.kit.testing.TestTokens;
import dev.almanac.postgres.FreePort;
import dev.almanac.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Over 250 lines because it is all that a trial can do to one service.
///
/// One audit-service and its PostgreSQL, in a folder, that can be killed and started again.
public final class AuditProcess implements AutoCloseable {

    private static final String DATABASE = "audit";
    private static final String PASSWORD = "trial";
    private static final long START_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final Path CHECKOUT = Path.of(System.getProperty("almanac.checkout", "."));

    private final Path folder;
    private final Map<String, String> settings = new TreeMap<>();
    private final int port = FreePort.any();
    private final int managementPort = FreePort.any();
    private final int postgresPort = FreePort.any();
    private PostgresServer postgres;
    private Process process;

    /// @param folder empty, or one that was used before
    public AuditProcess(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            Path key = folder.resolve("root.key");
            if (!Files.exists(key)) {
                Files.createFile(
                        key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(key, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
            }
            settings.put("almanac.root-key-file", key.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings.putAll(TestTokens.settings(folder));
        settings.put("almanac.environment", "development");
        settings.put("almanac.revocations.follow", "false");
        settings.put("almanac.bootstrap-secret", "trial");
        settings.put("audit.verify.at-start", "false");
        settings.put("audit.log.recovery-pause", "50MS");
        settings.put("quarkus.http.port", Integer.toString(port));
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("quarkus.management.port", Integer.toString(managementPort));
        settings.put("quarkus.log.console.json.enabled", "false");
    }

    /// A service with an empty folder of its own.
    public static AuditProcess fresh() {
        try {
            return new AuditProcess(Files.createTempDirectory("almanac-audit-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Another service on the same database, with the same keys.
    public AuditProcess second() {
        AuditProcess other = new AuditProcess(folder.resolve("second"));
        settings.forEach((name, value) -> {
            if (name.startsWith("quarkus.datasource.") || name.equals("almanac.root-key-file")) {
                other.settings.put(name, value);
            }
        });
        return other;
    }

    /// One more setting, for the next start.
    public AuditProcess with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /// Starts PostgreSQL, then the service, and returns when it writes.
    public AuditProcess start() {
        startPostgres();
        startService();
        awaitReady();
        return this;
    }

    public void startPostgres() {
        Path programs = Path.of(System.getProperty("java.io.tmpdir"), "almanac-test-postgres");
        postgres = PostgresServer.start(folder.resolve("postgres"), programs, postgresPort, PASSWORD);
        try {
            postgres.ensureDatabase(DATABASE, PASSWORD);
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
        putDatabase(postgresPort);
    }

    /// Has the service reach its database through another port: a proxy that a trial puts between.
    public void putDatabase(int databasePort) {
        String url = "postgresql://localhost:" + databasePort + "/" + DATABASE;
        settings.put("quarkus.datasource.jdbc.url", "jdbc:" + url);
        settings.put("quarkus.datasource.reactive.url", url);
        settings.put("quarkus.datasource.username", DATABASE);
        settings.put("quarkus.datasource.password", PASSWORD);
    }

    public void startService() {
        Path file = folder.resolve("service.properties");
        StringBuilder text = new StringBuilder("config_ordinal=275\n");
        settings.forEach((name, value) -> text.append(name)
                .append('=')
                .append(value.replace("\\", "\\\\"))
                .append('\n'));
        try {
            Files.writeString(file, text);
            process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:+UseSerialGC",
                            "-Xmx384m",
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                            "-Dquarkus.config.locations=" + file.toUri(),
                            "-jar",
                            CHECKOUT.resolve("audit-service/target/quarkus-app/quarkus-run.jar")
                                    .toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Returns when the service is ready to write.
    public void awaitReady() {
        await("audit-service is ready, see " + log(), () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("audit-service ended, see " + log());
            }
            return health() == 200;
        });
    }

    /// Waits for something, looking often.
    public static void await(String what, Condition condition) {
        long until = System.nanoTime() + START_NANOS;
        while (!condition.holds()) {
            if (System.nanoTime() > until) {
                throw new IllegalStateException("Waited too long until " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /// What a trial waits for.
    public interface Condition {
        boolean holds();
    }

    /// Status of the readiness check; 0 while nobody answers.
    public int health() {
        try {
            HttpURLConnection request =
                    (HttpURLConnection) URI.create("http://localhost:" + managementPort + "/q/health/ready")
                            .toURL()
                            .openConnection();
            request.setConnectTimeout(1_000);
            request.setReadTimeout(5_000);
            return request.getResponseCode();
        } catch (IOException notYet) {
            return 0;
        }
    }

    public void killService() {
        process.destroyForcibly();
        join(process);
    }

    public void stopService() {
        process.destroy();
        join(process);
    }

    /// Kills every process of the server at once, like a power cut.
    public void killPostgres() {
        List<ProcessHandle> all =
                new ArrayList<>(postgres.process().descendants().toList());
        all.add(postgres.process().toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }

    public void stopPostgres() {
        postgres.close();
    }

    /// The service's sequencer in this process, on the same database.
    SequencerBench sequencer() {
        return new SequencerBench(
                settings.get("quarkus.datasource.reactive.url"),
                DATABASE,
                PASSWORD,
                settings.get("almanac.root-key-file"));
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + postgresPort + "/" + DATABASE, DATABASE, PASSWORD);
    }

    public int port() {
        return port;
    }

    public int managementPort() {
        return managementPort;
    }

    public int postgresPort() {
        return postgresPort;
    }

    public PostgresServer postgres() {
        return postgres;
    }

    public Process process() {
        return process;
    }

    public Path folder() {
        return folder;
    }

    public Path log() {
        return folder.resolve("audit-service.log");
    }

    public String url() {
        return "http://localhost:" + port;
    }

    /// A producer's `Authorization`.
    public String producer(String service) {
        return "Bearer "
                + TestTokens.token(
                        "audit-service", Map.of("sub", service, "groups", List.of("scope:events:append")), 3_600);
    }

    /// An auditor's `Authorization`.
    public String auditor() {
        return "Bearer " + TestTokens.user(new UUID(1, 1), "auditor");
    }

    @Override
    public void close() {
        if (process != null) {
            killService();
        }
        if (postgres != null) {
            postgres.close();
            delete(folder);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot clear " + folder, e);
        }
    }

    private static void join(Process ended) {
        try {
            ended.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
