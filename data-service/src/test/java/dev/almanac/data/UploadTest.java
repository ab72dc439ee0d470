package dev.almanac.data;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// tus 1.0.0 as its text says (https://tus.io/protocols/resumable-upload), at the service itself.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UploadTest {

    private static final String CSV = csv();

    private final UUID user = UUID.randomUUID();

    @Test
    void tellsWhatItSpeaksToAnybody() {
        given().options("/api/v1/uploads")
                .then()
                .statusCode(204)
                .header("Tus-Version", "1.0.0")
                .header("Tus-Extension", "creation,expiration,checksum,termination")
                .header("Tus-Max-Size", notNullValue());
    }

    @Test
    void aFileInPartsBecomesADataset() throws Exception {
        byte[] file = CSV.getBytes(StandardCharsets.UTF_8);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        String upload = begin(file.length, "filename " + base64("sales.csv") + ",sha256 " + base64(sha256));
        int third = file.length / 3;
        assertEquals(
                String.valueOf(third),
                patch(upload, 0, Arrays.copyOf(file, third)).header("Upload-Offset"));
        assertEquals(String.valueOf(third), state(upload).header("Upload-Offset"));
        patch(upload, 0, file).then().statusCode(409).body("type", equalTo("/problems/upload-offset-conflict"));
        Response last = patch(upload, third, Arrays.copyOfRange(file, third, file.length));
        assertEquals(204, last.statusCode());
        String dataset = last.header("Content-Location");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> status(dataset), "ready"::equals);
        as(user).get(dataset)
                .then()
                .body("name", equalTo("sales.csv"))
                .body("sha256", equalTo(sha256))
                .body("rows", equalTo(2_000));
        assertEquals(CSV, as(user).get(dataset + "/content").asString());
        assertEquals(String.valueOf(file.length), state(upload).header("Upload-Offset"));
        assertEquals(dataset, state(upload).header("Content-Location"));
    }

    @Test
    void aFileThatIsNotTheAnnouncedOneFailsWithTheReason() {
        byte[] file = CSV.getBytes(StandardCharsets.UTF_8);
        String upload = begin(file.length, "sha256 " + base64("0".repeat(64)));
        String dataset = patch(upload, 0, file).header("Content-Location");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> status(dataset), "failed"::equals);
        as(user).get(dataset).then().body("quality.findings[0].code", equalTo("DIGEST_MISMATCH"));
        as(user).get(dataset + "/series").then().statusCode(409).body("type", equalTo("/problems/dataset-not-ready"));
    }

    @Test
    void anUnusableFileFailsWithTheFinding() {
        byte[] file = "name,colour\na,red\nb,green\n".getBytes(StandardCharsets.UTF_8);
        String dataset = patch(begin(file.length, ""), 0, file).header("Content-Location");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> status(dataset), "failed"::equals);
        as(user).get(dataset).then().body("quality.findings[0].code", equalTo("NO_DATA"));
    }

    @Test
    void aPartWithAWrongChecksumDoesNotCount() throws Exception {
        byte[] file = CSV.getBytes(StandardCharsets.UTF_8);
        String upload = begin(file.length, "");
        as(user).headers("Upload-Offset", "0", "Upload-Checksum", "sha1 " + base64("wrong"))
                .contentType("application/offset+octet-stream")
                .body(Arrays.copyOf(file, 100))
                .patch(upload)
                .then()
                .statusCode(460);
        assertEquals("0", state(upload).header("Upload-Offset"));
        byte[] part = Arrays.copyOf(file, 100);
        String right = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(part));
        as(user).headers("Upload-Offset", "0", "Upload-Checksum", "sha1 " + right)
                .contentType("application/offset+octet-stream")
                .body(part)
                .patch(upload)
                .then()
                .statusCode(204)
                .header("Upload-Offset", "100");
    }

    @Test
    void whatIsNotTusIsRefused() {
        given().auth()
                .oauth2(TestTokens.user(user, "user"))
                .header("Upload-Length", "10")
                .post("/api/v1/uploads")
                .then()
                .statusCode(412)
                .header("Tus-Version", "1.0.0");
        as(user).post("/api/v1/uploads")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/upload-length-missing"));
        as(user).header("Upload-Length", "99999999999999")
                .post("/api/v1/uploads")
                .then()
                .statusCode(413);
        as(user).headers("Upload-Length", "10", "Upload-Metadata", "filename %%%")
                .post("/api/v1/uploads")
                .then()
                .statusCode(400);
        String upload = begin(10, "");
        patch(upload, 0, new byte[11]).then().statusCode(413);
        as(user).header("Upload-Offset", "0")
                .contentType("text/plain")
                .body("x")
                .patch(upload)
                .then()
                .statusCode(415);
        as(UUID.randomUUID()).head(upload).then().statusCode(404);
        as(UUID.randomUUID()).delete(upload).then().statusCode(404);
        as(user).delete(upload).then().statusCode(204);
        as(user).head(upload).then().statusCode(404);
    }

    /// A finished upload that is given up at once does not hold up those after it.
    @Test
    void givingUpAFinishedUploadHarmsNobody() {
        byte[] file = CSV.getBytes(StandardCharsets.UTF_8);
        String first = begin(file.length, "");
        String one = patch(first, 0, file).header("Content-Location");
        as(user).delete(first).then().statusCode(204);
        String two = patch(begin(file.length, ""), 0, file).header("Content-Location");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> status(two), "ready"::equals);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> status(one), "ready"::equals);
    }

    private String begin(int length, String metadata) {
        return as(user).headers("Upload-Length", String.valueOf(length), "Upload-Metadata", metadata)
                .post("/api/v1/uploads")
                .then()
                .statusCode(201)
                .header("Upload-Expires", notNullValue())
                .extract()
                .header("Location")
                .replaceFirst("^http://[^/]+", "");
    }

    private Response patch(String upload, long offset, byte[] part) {
        return as(user).header("Upload-Offset", String.valueOf(offset))
                .contentType("application/offset+octet-stream")
                .body(part)
                .patch(upload);
    }

    private Response state(String upload) {
        Response state = as(user).head(upload);
        assertEquals(200, state.statusCode());
        assertTrue(state.header("Cache-Control").contains("no-store"));
        return state;
    }

    private String status(String dataset) {
        return as(user).get(dataset).path("status");
    }

    private static RequestSpecification as(UUID user) {
        return given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs(
                                        "application/offset+octet-stream", io.restassured.http.ContentType.BINARY)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .auth()
                .oauth2(TestTokens.user(user, "user"))
                .header("Tus-Resumable", "1.0.0");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String csv() {
        StringBuilder csv = new StringBuilder("id,date,value\n");
        for (int i = 0; i < 2_000; i++) {
            csv.append("s")
                    .append(i / 1_000)
                    .append(',')
                    .append(java.time.LocalDate.of(2020, 1, 1).plusDays(i % 1_000))
                    .append(',')
                    .append(i)
                    .append('\n');
        }
        return csv.toString();
    }
}
