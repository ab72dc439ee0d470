package dev.almanac.data.upkeep;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UpkeepTest {

    private static final String CSV = "id,date,value\na,2024-01-01,1\na,2024-01-02,2\na,2024-01-03,3\na,2024-01-04,4\n";

    private final UUID owner = UUID.randomUUID();

    @Inject
    Purge purge;

    @Inject
    Orphans orphans;

    @ConfigProperty(name = "data.storage.folder")
    Path objects;

    @Test
    void aDeletedDatasetGoesWithItsObjectsWhenItsGraceIsOver() {
        String kept = upload();
        String gone = upload();
        as().delete("/api/v1/datasets/" + gone).then().statusCode(204);
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        purge.purge(now.minusDays(1));
        assertTrue(Files.exists(objects.resolve("datasets/" + gone)));
        assertTrue(purge.purge(now.plusSeconds(5)) >= 1);
        assertFalse(Files.exists(objects.resolve("datasets/" + gone)));
        as().post("/api/v1/datasets/" + gone + "/restore").then().statusCode(404);
        as().get("/api/v1/datasets/" + kept + "/series/a").then().statusCode(200);
    }

    @Test
    void objectsThatNoRowKnowsAreCollected() throws IOException {
        String kept = upload();
        Path orphan = objects.resolve("datasets/" + UUID.randomUUID() + "/" + UUID.randomUUID() + "/content");
        Path young = objects.resolve("uploads/" + UUID.randomUUID() + "/0-" + UUID.randomUUID());
        for (Path file : new Path[] {orphan, young}) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, "left behind");
        }
        Files.setLastModifiedTime(
                orphan, java.nio.file.attribute.FileTime.from(Instant.now().minusSeconds(7_200)));
        assertEquals(1, orphans.collect(Instant.now().minusSeconds(3_600)));
        assertFalse(Files.exists(orphan));
        assertTrue(Files.exists(young));
        orphans.collect(Instant.now().plusSeconds(5));
        assertFalse(Files.exists(young));
        as().get("/api/v1/datasets/" + kept + "/content").then().statusCode(200);
    }

    private String upload() {
        return as().contentType("text/csv")
                .body(CSV)
                .post("/api/v1/datasets?name=t")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private RequestSpecification as() {
        return given().auth().oauth2(TestTokens.user(owner, "user"));
    }
}
