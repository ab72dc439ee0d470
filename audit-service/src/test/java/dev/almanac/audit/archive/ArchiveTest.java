package dev.almanac.audit.archive;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.audit.AuditApi;
import dev.almanac.audit.Database;
import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.log.Receipt;
import dev.almanac.log.VerifierKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = PostgresResource.class, restrictToAnnotatedClass = true)
@TestProfile(ArchiveTest.Archiving.class)
class ArchiveTest {

    private static final Path FOLDER = folder();
    private static final int BATCH = 500;

    @Inject
    Archivist archivist;

    @Test
    void aSealedPartitionLivesInFilesAndIsStillProven() throws Exception {
        UUID user = UUID.randomUUID();
        for (int from = 0; from < PartitionFiles.ENTRIES + 10; from += BATCH) {
            AuditApi.seqs(IntStream.range(from, from + BATCH)
                    .mapToObj(i -> AuditApi.event(user, "e" + i, "dataset.created", "dataset/" + i))
                    .toArray(String[]::new));
        }
        byte[] tile = bytes("/log/tile/0/200");
        byte[] bundle = bytes("/log/tile/entries/200");
        byte[] part = bytes("/log/tile/entries/200.p/7");

        assertEquals(List.of(), archivist.archive(Instant.EPOCH), "too young");
        assertEquals(List.of(0L), archivist.archive(Instant.now().plusSeconds(60)));
        assertEquals(List.of(), archivist.archive(Instant.now().plusSeconds(60)));

        assertEquals(0, Database.number("SELECT count(*) FROM entry WHERE seq < 65536"));
        assertEquals(0, Database.number("SELECT count(*) FROM tile WHERE level = 0 AND number < 256"));
        assertArrayEquals(tile, bytes("/log/tile/0/200"));
        assertArrayEquals(bundle, bytes("/log/tile/entries/200"));
        assertArrayEquals(part, bytes("/log/tile/entries/200.p/7"));
        assertArrayEquals(tile, Files.readAllBytes(FOLDER.resolve("tile/0/200")));
        VerifierKey key = VerifierKey.parse(given().get("/log/key").asString());
        for (long seq : new long[] {0, 255, 256, 40_000, 65_535, 65_536}) {
            String receipt = AuditApi.auditor()
                    .get("/api/v1/audit/events/" + seq + "/receipt")
                    .asString();
            assertInstanceOf(
                    Receipt.Verdict.Proven.class, Receipt.parse(receipt).verify(key), "entry " + seq);
        }
        assertEquals(
                "dataset/40000",
                AuditApi.auditor().get("/api/v1/audit/events/40000").path("subject"));
        assertEquals("sound", verify());
        Path file = FOLDER.resolve("tile/entries/200");
        byte[] changed = bundle.clone();
        changed[500] ^= 1;
        Files.write(file, changed);
        assertEquals("broken", verify());
        Files.write(file, bundle);
        assertEquals("sound", verify());
        Path manifest = FOLDER.resolve("partitions/0.manifest");
        byte[] listed = Files.readAllBytes(manifest);
        Files.writeString(manifest, "");
        assertEquals("broken", verify());
        Files.write(manifest, listed);
        Files.write(file, new byte[] {1});
        assertEquals("broken", verify(), "a bundle that cannot be read is a finding, not the end");
        Files.write(file, bundle);
        assertTrue(Files.size(FOLDER.resolve("partitions/0.jsonl.gz")) > 0);
    }

    private static String verify() {
        return AuditApi.auditor().get("/api/v1/audit/verify").path("status");
    }

    private static byte[] bytes(String path) {
        return given().get(path).then().statusCode(200).extract().asByteArray();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("almanac-archive-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static final class Archiving implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("audit.archive.folder", FOLDER.toString());
        }
    }
}
