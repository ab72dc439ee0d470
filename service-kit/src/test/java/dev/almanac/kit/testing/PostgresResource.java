package dev.almanac.kit.testing;

import dev.almanac.postgres.FreePort;
import dev.almanac.postgres.PostgresServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/// A real PostgreSQL in a temporary folder, keys and tokens for the tests of one service.
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private PostgresServer server;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("almanac-test-");
            Path rootKey = folder.resolve("root.key");
            Files.createFile(
                    rootKey, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(rootKey, "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
            Path programs = Path.of(System.getProperty("java.io.tmpdir"), "almanac-test-postgres");
            server = PostgresServer.start(folder, programs, FreePort.any(), "test");
            server.ensureDatabase("service", "test");
            String url = server.jdbcUrl("service");
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    url,
                    "quarkus.datasource.reactive.url",
                    url.substring("jdbc:".length()),
                    "quarkus.datasource.username",
                    "service",
                    "quarkus.datasource.password",
                    "test",
                    "almanac.root-key-file",
                    rootKey.toString(),
                    "data.storage.folder",
                    folder.resolve("objects").toString(),
                    "almanac.bootstrap-secret",
                    "test-secret",
                    "almanac.tokens.jwks-location",
                    TestTokens.jwksFile(folder).toUri().toString(),
                    "almanac.tokens.issuer",
                    TestTokens.ISSUER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
