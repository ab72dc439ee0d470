package dev.almanac.data;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// What happens to a dataset after it was uploaded.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class VersionTest {

    private static final String CSV = "id,date,value\na,2024-01-01,1\na,2024-01-02,2\na,2024-01-03,3\na,2024-01-04,4\n";

    private final UUID owner = UUID.randomUUID();

    @Test
    void newActualsAreAppendedAndReviseOldOnes() {
        String id = upload(CSV);
        add(id, "id,date,value\na,2024-01-04,40\na,2024-01-05,5\nb,2024-01-05,6\n", "append")
                .statusCode(201)
                .body("version", equalTo(2))
                .body("series_count", equalTo(2));
        as(owner)
                .get(path(id) + "/series/a")
                .then()
                .body("observations", hasSize(5))
                .body("observations[3][1]", equalTo(40.0f));
        as(owner)
                .get(path(id) + "/series/a?version=1")
                .then()
                .body("observations", hasSize(4))
                .body("observations[3][1]", equalTo(4.0f));
        as(owner)
                .get(path(id) + "/versions/2/diff")
                .then()
                .body("added_series", equalTo(1))
                .body("added_observations", equalTo(2))
                .body("changed_observations", equalTo(1))
                .body("changed_series[0].examples[0].before", equalTo(4.0f))
                .body("changed_series[0].examples[0].after", equalTo(40.0f));
        add(id, CSV, "replace").statusCode(201).body("version", equalTo(3)).body("series_count", equalTo(1));
        as(owner)
                .get(path(id) + "/versions")
                .then()
                .body("items.version", contains(3, 2, 1))
                .body("items.made", contains("replace", "append", "upload"));
        as(owner).get(path(id) + "/versions/9").then().statusCode(404);
    }

    @Test
    void twoWritersAreRefused() {
        String id = upload(CSV);
        String tag = as(owner).get(path(id)).header("ETag");
        as(owner)
                .header("If-Match", tag)
                .contentType("text/csv")
                .body(CSV)
                .post(path(id) + "/versions")
                .then()
                .statusCode(201);
        as(owner)
                .header("If-Match", tag)
                .contentType("text/csv")
                .body(CSV)
                .post(path(id) + "/versions")
                .then()
                .statusCode(412);
        as(owner)
                .header("If-Match", tag)
                .contentType("application/json")
                .body(Map.of("name", "x"))
                .patch(path(id))
                .then()
                .statusCode(412);
        as(owner)
                .contentType("application/json")
                .body(Map.of("name", "../renamed"))
                .patch(path(id))
                .then()
                .statusCode(200)
                .body("name", equalTo("renamed"));
    }

    @Test
    void theSameKeyMakesOneVersion() {
        String id = upload(CSV);
        for (int i = 0; i < 2; i++) {
            as(owner)
                    .header("Idempotency-Key", "k")
                    .contentType("text/csv")
                    .body(CSV)
                    .post(path(id) + "/versions")
                    .then()
                    .statusCode(201)
                    .body("version", equalTo(2));
        }
        as(owner).get(path(id) + "/versions").then().body("items", hasSize(2));
    }

    @Test
    void fixesAreAcceptedAndTakenBack() {
        String id = upload(
                "id,date,value\na,2024-01-01,1\na,2024-01-02,2\na,2024-01-02,4\na,2024-01-03,3\na,2024-01-05,9\n");
        String before = as(owner).get(path(id)).path("series_sha256");
        as(owner)
                .get(path(id) + "/quality")
                .then()
                .body("findings.code", hasItem("DUPLICATE_TIMESTAMPS"))
                .body("findings.find { it.code == 'MISSING_DATES' }.fixes.id", hasItem("gaps:interpolation"));
        fix(id, "duplicates:sum", "gaps:interpolation")
                .statusCode(200)
                .body("quality.accepted", contains("duplicates:sum", "gaps:interpolation"))
                .body("series_sha256", not(equalTo(before)))
                .body("rows", equalTo(5));
        as(owner)
                .get(path(id) + "/series/a")
                .then()
                .body("observations.collect { it[1] }", contains(1f, 6f, 3f, 6f, 9f));
        fix(id).statusCode(200).body("series_sha256", equalTo(before));
        as(owner).get(path(id) + "/series/a").then().body("observations.collect { it[1] }", contains(1f, 4f, 3f, 9f));
        fix(id, "gaps:magic").statusCode(400).body("type", equalTo("/problems/fix-invalid"));
    }

    @Test
    void whatAForecastHasReadDoesNotChange() {
        String id = upload("id,date,value\na,2024-01-01,1\na,2024-01-02,2\na,2024-01-04,4\na,2024-01-05,5\n");
        String first = as(owner).get(path(id)).path("series_sha256");
        lines(id, 1);
        as(owner).get(path(id)).then().body("used", equalTo(true));
        fix(id, "gaps:zero").statusCode(200).body("version", equalTo(2));
        assertTrue(lines(id, 2).contains("[1.0,2.0,0.0,4.0,5.0]"));
        assertTrue(lines(id, 1).contains("[1.0,2.0,null,4.0,5.0]"));
        as(owner)
                .get(path(id) + "/versions/1")
                .then()
                .body("series_sha256", equalTo(first))
                .body("used", equalTo(true));
        assertEquals(
                as(owner).get(path(id) + "/content?version=1").asString(),
                as(owner).get(path(id) + "/content?version=2").asString());
    }

    @Test
    void anotherMappingIsShownAtOnce() {
        String id = upload("date;sold\n2024-01-01;1.234\n2024-01-02;2.345\n2024-01-03;3.456\n");
        as(owner).get(path(id)).then().body("status", equalTo("needs_confirmation"));
        map(id, Map.of("decimal", ".", "thousands", "", "timezone", "Europe/Berlin"))
                .statusCode(200)
                .body("status", equalTo("ready"))
                .body("mapping.timezone", equalTo("Europe/Berlin"))
                .body("mapping.inference.decimal.confidence", equalTo(1.0f));
        as(owner)
                .get(path(id) + "/series/sold")
                .then()
                .body("observations[0]", equalTo(List.of("2023-12-31T23:00:00Z", 1.234f)));
        map(id, Map.of("time_column", "day")).statusCode(400).body("type", equalTo("/problems/mapping-invalid"));
        map(id, Map.of("timezone", "Mars/Olympus")).statusCode(400);
        map(id, Map.of("time_format", "MM/dd/yyyy")).statusCode(422).body("errors[0].code", equalTo("NO_DATA"));
        as(owner).get(path(id) + "/series/sold").then().statusCode(200);
    }

    @Test
    void grantsHoldUntilTheyAreTakenBack() {
        String id = upload(CSV);
        UUID friend = UUID.randomUUID();
        as(friend).get(path(id)).then().statusCode(404);
        grant(owner, id, Map.of("user", friend, "access", "read"))
                .statusCode(200)
                .body("user", equalTo(friend.toString()));
        as(friend).get(path(id) + "/series/a").then().statusCode(200);
        as(friend).get("/api/v1/datasets").then().body("items.id", hasItem(id));
        as(friend)
                .contentType("text/csv")
                .body(CSV)
                .post(path(id) + "/versions")
                .then()
                .statusCode(404);
        as(friend).get(path(id) + "/grants").then().statusCode(404);
        as(friend).delete(path(id)).then().statusCode(404);
        grant(friend, id, Map.of("user", UUID.randomUUID(), "access", "read")).statusCode(404);
        grant(owner, id, Map.of("user", friend, "access", "write")).statusCode(200);
        as(friend)
                .contentType("text/csv")
                .body(CSV)
                .post(path(id) + "/versions")
                .then()
                .statusCode(201);
        as(owner).get(path(id) + "/grants").then().body("items", hasSize(1)).body("items[0].access", equalTo("write"));
        as(owner).delete(path(id) + "/grants?user=" + friend).then().statusCode(204);
        as(friend).get(path(id)).then().statusCode(404);
        grant(owner, id, Map.of("access", "read")).statusCode(400);
        grant(owner, id, Map.of("user", friend, "access", "own")).statusCode(400);
        grant(owner, id, Map.of("user", owner, "access", "read")).statusCode(400);
    }

    @Test
    void aTeamThatWasGrantedWritesByItsRoles() {
        String id = upload(CSV);
        UUID team = UUID.randomUUID();
        grant(owner, id, Map.of("team", team, "access", "write")).statusCode(200);
        given().auth()
                .oauth2(TestTokens.member(UUID.randomUUID(), team, "viewer"))
                .get(path(id))
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(TestTokens.member(UUID.randomUUID(), team, "viewer"))
                .contentType("text/csv")
                .body(CSV)
                .post(path(id) + "/versions")
                .then()
                .statusCode(404);
        given().auth()
                .oauth2(TestTokens.member(UUID.randomUUID(), team, "member"))
                .contentType("text/csv")
                .body(CSV)
                .post(path(id) + "/versions")
                .then()
                .statusCode(201);
    }

    @Test
    void aDeletedDatasetComesBack() {
        String id = upload(CSV);
        as(owner).delete(path(id)).then().statusCode(204);
        as(owner).get(path(id)).then().statusCode(404);
        as(owner).get("/api/v1/datasets?deleted=true").then().body("items.id", contains(id));
        as(UUID.randomUUID()).post(path(id) + "/restore").then().statusCode(404);
        as(owner).post(path(id) + "/restore").then().statusCode(200).body("rows", equalTo(4));
        as(owner).get("/api/v1/datasets?deleted=true").then().body("items", hasSize(0));
    }

    @Test
    void theFileComesBackInRanges() {
        String id = upload(CSV);
        byte[] file = CSV.getBytes(StandardCharsets.UTF_8);
        String tag = as(owner)
                .get(path(id) + "/content")
                .then()
                .header("Accept-Ranges", "bytes")
                .extract()
                .header("ETag");
        assertArrayEquals(
                Arrays.copyOfRange(file, 3, 11),
                range(id, "bytes=3-10")
                        .statusCode(206)
                        .header("Content-Range", "bytes 3-10/" + file.length)
                        .extract()
                        .asByteArray());
        assertArrayEquals(
                Arrays.copyOfRange(file, file.length - 4, file.length),
                range(id, "bytes=-4").statusCode(206).extract().asByteArray());
        assertArrayEquals(
                Arrays.copyOfRange(file, 5, file.length),
                range(id, "bytes=5-").statusCode(206).extract().asByteArray());
        range(id, "bytes=9999-").statusCode(416).header("Content-Range", "bytes */" + file.length);
        assertEquals(200, range(id, "lines=1-2").extract().statusCode());
        as(owner).header("If-None-Match", tag).get(path(id) + "/content").then().statusCode(304);
        as(owner)
                .headers("Range", "bytes=0-1", "If-Range", "\"other\"")
                .get(path(id) + "/content")
                .then()
                .statusCode(200);
    }

    @Test
    void seriesComeAsJsonCsvAndLines() {
        String id = upload("id,date,value\n=1+1,2024-01-01,1\n=1+1,2024-01-02,\nb,2024-01-01,3\n");
        String csv = as(owner).accept("text/csv").get(path(id) + "/series").asString();
        assertEquals(
                "series_id,time,value\n'=1+1,2024-01-01T00:00:00Z,1.0\n'=1+1,2024-01-02T00:00:00Z,\nb,2024-01-01T00:00:00Z,3.0\n",
                csv);
        String lines = as(owner)
                .accept("application/x-ndjson")
                .get(path(id) + "/series")
                .asString();
        assertEquals(
                "{\"series_id\":\"=1+1\",\"observations\":[[\"2024-01-01T00:00:00Z\",1.0],[\"2024-01-02T00:00:00Z\",null]]}",
                lines.lines().findFirst().orElseThrow());
        String one = as(owner)
                .accept("text/csv")
                .get(path(id) + "/series/b?from=2024-01-01T00:00:00Z&to=2024-01-01T00:00:01Z")
                .asString();
        assertEquals("series_id,time,value\nb,2024-01-01T00:00:00Z,3.0\n", one);
        String tag = as(owner).get(path(id) + "/series/b").header("ETag");
        as(owner)
                .header("If-None-Match", tag)
                .get(path(id) + "/series/b")
                .then()
                .statusCode(304);
    }

    @Test
    void compressedFilesAreTakenAndABombIsNot() throws Exception {
        byte[] zipped = gzip(CSV.getBytes(StandardCharsets.UTF_8));
        String id = as(owner)
                .contentType("application/gzip")
                .body(zipped)
                .post("/api/v1/datasets")
                .then()
                .statusCode(201)
                .body("rows", equalTo(4))
                .body("size_bytes", equalTo(zipped.length))
                .extract()
                .path("id");
        assertArrayEquals(
                zipped,
                as(owner)
                        .get(path(id) + "/content")
                        .then()
                        .contentType("application/gzip")
                        .extract()
                        .asByteArray());
        as(owner)
                .contentType("text/csv")
                .body(com.github.luben.zstd.Zstd.compress(CSV.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Encoding", "zstd")
                .post("/api/v1/datasets")
                .then()
                .statusCode(201)
                .body("rows", equalTo(4));
        byte[] bomb = gzip(("id,date,value\n" + "a,2024-01-01,1\n".repeat(300_000)).getBytes(StandardCharsets.UTF_8));
        assertTrue(bomb.length < 50_000);
        as(owner)
                .contentType("application/gzip")
                .body(bomb)
                .post("/api/v1/datasets")
                .then()
                .statusCode(422)
                .body("detail", equalTo("The file unpacks to more than 1048576 bytes"));
        as(owner)
                .contentType("application/gzip")
                .body(Arrays.copyOf(zipped, zipped.length - 9))
                .post("/api/v1/datasets")
                .then()
                .statusCode(422);
        as(owner)
                .contentType("application/gzip")
                .body(new byte[] {0x1F, (byte) 0x8B, 0, 0, 0, 0, 0, 0})
                .post("/api/v1/datasets")
                .then()
                .statusCode(422);
        as(owner)
                .contentType("text/csv")
                .header("Content-Encoding", "br")
                .body(CSV)
                .post("/api/v1/datasets")
                .then()
                .statusCode(415);
    }

    @Test
    void theDigestThatTheClientNamesIsHonoured() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(CSV.getBytes(StandardCharsets.UTF_8));
        String right = "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
        as(owner)
                .header("Repr-Digest", right)
                .contentType("text/csv")
                .body(CSV)
                .post("/api/v1/datasets")
                .then()
                .statusCode(201);
        as(owner)
                .header("Repr-Digest", right)
                .contentType("text/csv")
                .body(CSV + " ")
                .post("/api/v1/datasets")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/digest-mismatch"));
        as(owner)
                .header("Repr-Digest", "md5=:x:")
                .contentType("text/csv")
                .body(CSV)
                .post("/api/v1/datasets")
                .then()
                .statusCode(400);
    }

    @Test
    void keysAreRenewedWhileNothingElseChanges() {
        String id = upload(CSV);
        String admin = TestTokens.user(UUID.randomUUID(), "admin");
        given().auth()
                .oauth2(admin)
                .post("/api/v1/admin/encryption/owners/" + owner)
                .then()
                .statusCode(200)
                .body("rewrapped", equalTo(1));
        as(owner).get(path(id) + "/series/a").then().statusCode(200);
        assertEquals(CSV, as(owner).get(path(id) + "/content").asString());
        String later = upload(CSV);
        assertNotEquals(id, later);
        as(owner).get(path(later) + "/series/a").then().statusCode(200);
        given().auth()
                .oauth2(admin)
                .post("/api/v1/admin/encryption/root")
                .then()
                .statusCode(200)
                .body("rewrapped", equalTo(0));
        as(owner).post("/api/v1/admin/encryption/root").then().statusCode(403);
    }

    @Test
    void aServiceLearnsOfNewVersionsAndOfNothingElse() {
        String id = upload(CSV);
        String waiting = upload("date,value\n01/02/2024,1\n02/02/2024,2\n03/02/2024,3\n");
        add(id, "id,date,value\na,2024-01-05,5\n", "append").statusCode(201);
        var ask = Map.of("ids", List.of(id, waiting, UUID.randomUUID().toString()));
        String service = TestTokens.token(
                "data-service", Map.of("sub", "forecast-service", "groups", List.of("scope:series:read")), 60);
        given().auth()
                .oauth2(service)
                .contentType("application/json")
                .body(ask)
                .post("/internal/datasets/newest-versions")
                .then()
                .statusCode(200)
                .body("versions", equalTo(Map.of(id, 2)));
        as(owner)
                .contentType("application/json")
                .body(ask)
                .post("/internal/datasets/newest-versions")
                .then()
                .statusCode(403);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private ValidatableResponse range(String id, String range) {
        return as(owner).header("Range", range).get(path(id) + "/content").then();
    }

    private String lines(String id, int version) {
        String service = TestTokens.token(
                "data-service", Map.of("sub", owner.toString(), "groups", List.of("scope:series:read")), 60);
        return given().auth()
                .oauth2(service)
                .get("/internal/datasets/" + id + "/versions/" + version + "/series")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private ValidatableResponse grant(UUID who, String id, Map<String, Object> grant) {
        return as(who).contentType("application/json")
                .body(grant)
                .put(path(id) + "/grants")
                .then();
    }

    private ValidatableResponse map(String id, Map<String, Object> mapping) {
        return as(owner)
                .contentType("application/json")
                .body(mapping)
                .put(path(id) + "/mapping")
                .then();
    }

    private ValidatableResponse fix(String id, String... fixes) {
        return as(owner)
                .contentType("application/json")
                .body(Map.of("fixes", List.of(fixes)))
                .put(path(id) + "/fixes")
                .then();
    }

    private ValidatableResponse add(String id, String csv, String mode) {
        return as(owner)
                .contentType("text/csv")
                .body(csv)
                .post(path(id) + "/versions?mode=" + mode)
                .then();
    }

    private String upload(String csv) {
        return as(owner)
                .contentType("text/csv")
                .body(csv)
                .post("/api/v1/datasets?name=sales")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String path(String id) {
        return "/api/v1/datasets/" + id;
    }

    private static RequestSpecification as(UUID user) {
        return given().auth().oauth2(TestTokens.user(user, "user"));
    }

    /// Of two at once one wins, and what it was told is there stays there.
    @Test
    void ofTwoWritersAtOnceOneWinsAndKeepsItsData() throws Exception {
        String id = upload(CSV);
        for (int round = 0; round < 5; round++) {
            int latest = as(owner).get(path(id)).path("version");
            String mine = CSV + "a,2024-02-0" + (round + 1) + ",7\n";
            try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
                var one =
                        threads.submit(() -> add(id, mine, "replace").extract().statusCode());
                var two =
                        threads.submit(() -> add(id, mine, "replace").extract().statusCode());
                List<Integer> statuses = List.of(one.get(), two.get());
                assertTrue(statuses.contains(201), statuses::toString);
                assertTrue(statuses.stream().allMatch(status -> status == 201 || status == 409), statuses::toString);
                int made =
                        (int) statuses.stream().filter(status -> status == 201).count();
                for (int version = latest + 1; version <= latest + made; version++) {
                    as(owner)
                            .get(path(id) + "/series/a?version=" + version)
                            .then()
                            .statusCode(200)
                            .body("observations", hasSize(5));
                    assertEquals(
                            mine,
                            as(owner)
                                    .get(path(id) + "/content?version=" + version)
                                    .asString());
                }
            }
        }
    }

    @Test
    void aFixOfAnAppendedVersionKeepsItsHistory() {
        String id = upload(
                "id,date,value\na,2024-01-01,1\na,2024-01-02,2\na,2024-01-02,4\na,2024-01-03,3\na,2024-01-05,5\n");
        fix(id, "duplicates:sum", "gaps:zero").statusCode(200);
        add(id, "id,date,value\na,2024-01-07,7\n", "append")
                .statusCode(201)
                .body("quality.accepted", contains("gaps:zero"));
        as(owner)
                .get(path(id) + "/series/a")
                .then()
                .body("observations.collect { it[1] }", contains(1f, 6f, 3f, 0f, 5f, 0f, 7f));
        lines(id, 2);
        fix(id, "gaps:previous").statusCode(200).body("version", equalTo(3));
        as(owner)
                .get(path(id) + "/series/a")
                .then()
                .body("observations.collect { it[1] }", contains(1f, 6f, 3f, 3f, 5f, 5f, 7f));
        map(id, Map.of("timezone", "Europe/Berlin")).statusCode(400).body("type", equalTo("/problems/mapping-invalid"));
    }
}
