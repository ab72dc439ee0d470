package dev.almanac.data;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class DatasetTest {

    private static final String TWO_SERIES =
            "unique_id,ds,y\nb,2024-01-01,1\nb,2024-02-01,2\nb,2024-04-01,4\na,2024-02-01,20\na,2024-01-01,10\na,2024-03-01,\n";

    private final UUID owner = UUID.randomUUID();

    @ConfigProperty(name = "data.storage.folder")
    String objects;

    @Test
    void anUploadIsUnderstoodAndReadBack() {
        String id = upload(TWO_SERIES)
                .statusCode(201)
                .body("status", equalTo("ready"))
                .body("rows", equalTo(6))
                .body("series_count", equalTo(2))
                .body("frequency.code", equalTo("MS"))
                .body("mapping.id_column", equalTo("unique_id"))
                .body("quality.findings.code", hasItem("UNSORTED"))
                .extract()
                .path("id");
        as(owner)
                .get("/api/v1/datasets/" + id + "/series/a")
                .then()
                .statusCode(200)
                .body("observations[0]", equalTo(List.of("2024-01-01T00:00:00Z", 10.0f)))
                .body("observations[2][1]", nullValue());
        assertEquals(
                TWO_SERIES, as(owner).get("/api/v1/datasets/" + id + "/content").asString());
        as(owner)
                .get("/api/v1/datasets/" + id + "/preview")
                .then()
                .body("rows", hasSize(6))
                .body("columns.role", equalTo(List.of("id", "time", "value")));
        as(owner).get("/api/v1/datasets/" + id + "/series?limit=1").then().body("items[0].series_id", equalTo("a"));
    }

    @Test
    void theForecasterReadsEverySeriesOnItsCalendar() {
        String id = upload(TWO_SERIES).extract().path("id");
        String lines = given().auth()
                .oauth2(service(owner))
                .get("/internal/datasets/" + id + "/versions/1/series")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertEquals(2, lines.strip().lines().count(), lines);
        assertTrue(lines.contains("\"values\":[1.0,2.0,null,4.0]"), lines);
        given().auth()
                .oauth2(service(UUID.randomUUID()))
                .get("/internal/datasets/" + id + "/versions/1/series")
                .then()
                .statusCode(404);
        as(owner).get("/internal/datasets/" + id + "/versions/1/series").then().statusCode(403);
        assertEquals(
                1,
                given().auth()
                        .oauth2(service(owner))
                        .get("/internal/datasets/" + id + "/versions/1/series?after=0")
                        .asString()
                        .strip()
                        .lines()
                        .count());
    }

    @Test
    void anAmbiguousFileWaitsForItsOwner() {
        String id = upload("date,value\n01/02/2024,1\n02/02/2024,2\n03/02/2024,3\n")
                .statusCode(201)
                .body("status", equalTo("needs_confirmation"))
                .body("quality.findings.code", hasItem("AMBIGUOUS_DATE_FORMAT"))
                .extract()
                .path("id");
        given().auth()
                .oauth2(service(owner))
                .get("/internal/datasets/" + id + "/versions/1/series")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/mapping-unconfirmed"));
        as(owner)
                .contentType("application/json")
                .body("{\"time_format\":\"dd/MM/yyyy\"}")
                .put("/api/v1/datasets/" + id + "/mapping")
                .then()
                .statusCode(200)
                .body("status", equalTo("ready"))
                .body("frequency.code", equalTo("D"));
        as(owner)
                .get("/api/v1/datasets/" + id + "/series/value")
                .then()
                .body("observations[1][0]", equalTo("2024-02-02T00:00:00Z"));
    }

    @Test
    void badFilesAreRefusedWithTheReasonAndNothingIsKept() throws IOException {
        upload("").statusCode(422).body("errors.code", hasItem("EMPTY_FILE"));
        upload("ds,y\n2024-01-01,red\n").statusCode(422).body("errors.code", hasItem("NO_DATA"));
        upload("\0\1\2\3").statusCode(422).body("errors.code", hasItem("NOT_CSV"));
        upload("ds,y\n" + "2024-01-01,1\n".repeat(90_000))
                .statusCode(413)
                .body("type", equalTo("/problems/file-too-large"))
                .body("detail", equalTo("The limit is 1048576 bytes"));
        upload("ds,y\n2024-01-01,1\n").statusCode(201).body("rows", equalTo(1)).body("frequency.code", nullValue());
        Awaitility.await("no draft is left").until(() -> drafts() == 0);
    }

    private long drafts() throws IOException {
        try (var drafts = Files.list(Path.of(objects, "drafts"))) {
            return drafts.count();
        }
    }

    @Test
    void nothingReadableIsOnTheDisk() throws IOException {
        upload("ds,y\n" + "2024-01-01,987654321\n".repeat(50)).statusCode(201);
        try (var files = Files.walk(Path.of(objects))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(text.contains("987654321"), file.toString());
            }
        }
    }

    @Test
    void othersSeeNothing() {
        String id = upload(TWO_SERIES).extract().path("id");
        RequestSpecification stranger = as(UUID.randomUUID());
        for (String path : List.of("", "/preview", "/quality", "/series", "/series/a", "/content")) {
            as(UUID.randomUUID()).get("/api/v1/datasets/" + id + path).then().statusCode(404);
        }
        stranger.delete("/api/v1/datasets/" + id).then().statusCode(404);
        given().get("/api/v1/datasets/" + id).then().statusCode(401);
        as(owner).delete("/api/v1/datasets/" + id).then().statusCode(204);
        as(owner).get("/api/v1/datasets/" + id).then().statusCode(404);
    }

    @Test
    void theSameKeyAnswersTheSameDataset() {
        String first = keyed("k1").extract().path("id");
        assertEquals(first, keyed("k1").extract().path("id"));
        as(owner).get("/api/v1/datasets").then().body("items", hasSize(1));
    }

    @Test
    void aBrowsersFormWorksToo() {
        as(owner)
                .multiPart("file", "..\\..\\sales.csv", TWO_SERIES.getBytes(StandardCharsets.UTF_8), "text/csv")
                .post("/api/v1/datasets")
                .then()
                .statusCode(201)
                .body("name", equalTo("sales.csv"))
                .body("rows", equalTo(6));
    }

    private ValidatableResponse keyed(String key) {
        return as(owner)
                .header("Idempotency-Key", key)
                .contentType("text/csv")
                .body(TWO_SERIES)
                .post("/api/v1/datasets?name=one")
                .then();
    }

    private ValidatableResponse upload(String csv) {
        return as(owner)
                .contentType("text/csv")
                .body(csv.getBytes(StandardCharsets.UTF_8))
                .post("/api/v1/datasets?name=sales")
                .then();
    }

    private static RequestSpecification as(UUID user) {
        return given().auth().oauth2(TestTokens.user(user, "user"));
    }

    private static String service(UUID user) {
        return TestTokens.token(
                "data-service", Map.of("sub", user.toString(), "groups", List.of("scope:series:read")), 60);
    }
}
