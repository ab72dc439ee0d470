package dev.almanac.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerTest {

    private static final Path PROGRAMS = Path.of("target", "postgres-programs");

    @TempDir
    Path folder;

    @Test
    void keepsCommittedRowsWhenTheServerIsKilledAndAnotherAdoptsTheFolder() throws Exception {
        // Given a committed row and a server that dies without a shutdown
        PostgresServer killed = PostgresServer.start(folder, PROGRAMS, FreePort.any(), "secret");
        killed.ensureDatabase("kept", "kept-secret");
        update(killed, "CREATE TABLE note (text text)");
        update(killed, "INSERT INTO note VALUES ('acknowledged')");

        // When a second start finds the first server still running on the folder
        try (PostgresServer next = PostgresServer.start(folder, PROGRAMS, FreePort.any(), "secret")) {
            // Then the first one is gone and nothing is lost
            assertTrue(killed.process().onExit().thenApply(p -> true).get());
            assertEquals("acknowledged", query(next, "SELECT text FROM note"));
            assertEquals("on", query(next, "SHOW fsync"));
            assertEquals("on", query(next, "SHOW data_checksums"));
        }
    }

    @Test
    void letsNobodyInWithoutTheRolesPassword() {
        try (PostgresServer server = PostgresServer.start(folder, PROGRAMS, FreePort.any(), "secret")) {
            server.ensureDatabase("closed", "right");
            server.ensureDatabase("other", "other");
            assertThrows(
                    SQLException.class, () -> DriverManager.getConnection(server.jdbcUrl("closed"), "closed", "wrong"));
            assertThrows(
                    SQLException.class, () -> DriverManager.getConnection(server.jdbcUrl("closed"), "other", "other"));
        }
    }

    private static void update(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("kept"), "kept", "kept-secret");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.jdbcUrl("kept"), "kept", "kept-secret");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
