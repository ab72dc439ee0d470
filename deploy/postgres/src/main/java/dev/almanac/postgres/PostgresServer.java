package dev.almanac.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// One PostgreSQL server whose data live in a folder and survive restarts, kills included.
///
/// A server that an earlier, killed process left behind on the same folder is stopped first. Start-up fails when the
/// server would acknowledge writes that are not on disk (`fsync`, `synchronous_commit`).
public final class PostgresServer implements AutoCloseable {

    private static final String SUPERUSER = "almanac";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);

    private final Path programs;
    private final Path data;
    private final Unprivileged unprivileged;
    private final Process process;
    private final int port;
    private final String password;

    private PostgresServer(
            Path programs, Path data, Unprivileged unprivileged, Process process, int port, String password) {
        this.programs = programs;
        this.data = data;
        this.unprivileged = unprivileged;
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /// Starts a server and returns when it answers.
    ///
    /// @param folder holds the unpacked programs and, in `data`, the cluster; created when missing
    /// @param port TCP port on the loopback address
    /// @param password of the superuser, set when the cluster is created
    /// @throws IllegalStateException when it does not come up within a minute; the message names the log
    public static PostgresServer start(Path folder, int port, String password) {
        return start(folder, folder, port, password);
    }

    /// As [#start(Path, int, String)], with the programs unpacked in a folder that several servers share.
    public static PostgresServer start(Path folder, Path programsFolder, int port, String password) {
        Path home = folder.toAbsolutePath();
        Path programs = PostgresBinaries.unpackInto(programsFolder.toAbsolutePath());
        Path data = home.resolve("data");
        Unprivileged unprivileged = Unprivileged.detect();
        try {
            Files.createDirectories(home);
            if (Files.exists(data.resolve("PG_VERSION"))) {
                stopOrphan(programs, data, unprivileged);
            } else {
                initialise(programs, home, data, unprivileged, password);
            }
            Process process = launch(programs, home, data, unprivileged, port);
            var server = new PostgresServer(programs, data, unprivileged, process, port, password);
            server.awaitReady(home.resolve("postgres.log"));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start PostgreSQL in " + home, e);
        }
    }

    public int port() {
        return port;
    }

    /// The address of a database for JDBC; the reactive client takes it without `jdbc:`.
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public Process process() {
        return process;
    }

    /// Makes sure that a database exists which only its own role may enter. Names must be plain identifiers.
    public void ensureDatabase(String name, String rolePassword) {
        if (!name.matches("[a-z_]{1,40}")) {
            throw new IllegalArgumentException("Not a plain identifier: " + name);
        }
        String secret = "'" + rolePassword.replace("'", "''") + "'";
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            boolean roleExists = exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + name + "'");
            statement.execute((roleExists ? "ALTER ROLE " : "CREATE ROLE ") + name + " LOGIN PASSWORD " + secret);
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + name + "'")) {
                statement.execute("CREATE DATABASE " + name + " OWNER " + name);
            }
            statement.execute("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot prepare database " + name, e);
        }
    }

    /// Stops the server; connected clients are cut off, committed data are safe.
    @Override
    public void close() {
        try {
            run(programs, unprivileged, stopCommand(data));
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void initialise(Path programs, Path home, Path data, Unprivileged unprivileged, String password)
            throws IOException {
        Path passwordFile = Files.createTempFile(home, "initdb", ".pw");
        try {
            Files.writeString(passwordFile, password + "\n");
            if (Files.exists(data)) {
                PostgresBinaries.deleteTree(data); // an initdb that was killed half-way: no PG_VERSION, nothing stored
            }
            Path fresh = home.resolve("data.new");
            if (Files.exists(fresh)) {
                PostgresBinaries.deleteTree(fresh);
            }
            run(programs, unprivileged, initdbCommand(fresh, passwordFile));
            Files.move(fresh, data);
        } finally {
            Files.delete(passwordFile);
        }
    }

    private static List<String> initdbCommand(Path folder, Path passwordFile) {
        return List.of(
                "initdb",
                "-D",
                folder.toString(),
                "-U",
                SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C");
    }

    private static List<String> stopCommand(Path data) {
        return List.of("pg_ctl", "-D", data.toString(), "stop", "-m", "fast", "-w", "-t", "45");
    }

    private static void stopOrphan(Path programs, Path data, Unprivileged unprivileged) throws IOException {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        boolean alive = !lines.isEmpty()
                && ProcessHandle.of(Long.parseLong(lines.getFirst().trim()))
                        .filter(PostgresServer::isPostgres)
                        .isPresent();
        if (alive) {
            run(programs, unprivileged, stopCommand(data));
        }
    }

    private static boolean isPostgres(ProcessHandle handle) {
        return handle.isAlive()
                && handle.info().command().map(c -> c.contains("postgres")).orElse(true);
    }

    private static Process launch(Path programs, Path home, Path data, Unprivileged unprivileged, int port)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of(programs.resolve("bin/postgres").toString()));
        command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
        setting(command, "listen_addresses=127.0.0.1");
        setting(command, "unix_socket_directories=");
        setting(command, "max_connections=200");
        setting(command, "shared_buffers=64MB");
        setting(command, "log_min_messages=warning");
        return new ProcessBuilder(unprivileged.command(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("postgres.log").toFile()))
                .start();
    }

    private static void setting(List<String> command, String assignment) {
        command.add("-c");
        command.add(assignment);
    }

    private void awaitReady(Path log) {
        Instant limit = Instant.now().plus(START_LIMIT);
        while (true) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                requireOn(statement, "fsync");
                requireOn(statement, "synchronous_commit");
                return;
            } catch (SQLException notYet) {
                if (!process.isAlive() || Instant.now().isAfter(limit)) {
                    close();
                    throw new IllegalStateException("PostgreSQL did not start, see " + log, notYet);
                }
                LockSupport.parkNanos(Duration.ofMillis(25).toNanos());
            }
        }
    }

    private static void requireOn(Statement statement, String setting) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            if (!"on".equals(row.getString(1))) {
                throw new IllegalStateException(
                        "PostgreSQL runs with " + setting + " off: acknowledged data could be lost");
            }
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl("postgres"), SUPERUSER, password);
    }

    private static void run(Path programs, Unprivileged unprivileged, List<String> command) throws IOException {
        List<String> program = new ArrayList<>(command);
        program.set(0, programs.resolve("bin").resolve(command.getFirst()).toString());
        Process process = new ProcessBuilder(unprivileged.command(program))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command.getFirst() + " failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command.getFirst() + " was interrupted", e);
        }
    }
}
