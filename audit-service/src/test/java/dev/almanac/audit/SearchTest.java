package dev.almanac.audit;

import static dev.almanac.audit.AuditApi.as;
import static dev.almanac.audit.AuditApi.auditor;
import static dev.almanac.audit.AuditApi.eraser;
import static dev.almanac.audit.AuditApi.event;
import static dev.almanac.audit.AuditApi.seq;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import dev.almanac.log.Receipt;
import dev.almanac.log.VerifierKey;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SearchTest {

    private final UUID user = UUID.randomUUID();
    private final String run = UUID.randomUUID().toString();

    @Test
    void findsByTypeResourceRequestAndTime() {
        int one = seq(event(user, "a" + run, "dataset.created", "dataset/" + run));
        int two = seq(event(user, "b" + run, "dataset.deleted", "dataset/" + run));
        int three = seq(event(user, "c" + run, "forecast.sealed", "forecast/1"));
        assertEquals(List.of(two, one), mine("resource", "dataset/" + run));
        assertEquals(List.of(one), mine("type", "dataset.created"));
        assertEquals(List.of(two, one), mine("type", "dataset.*"));
        assertEquals(List.of(three), mine("request_id", "request-c" + run));
        String recorded = as(user, "user").get("/api/v1/audit/events/" + two).path("recorded");
        assertTrue(mine("from", recorded).containsAll(List.of(two, three)));
        assertFalse(mine("to", recorded).contains(two));
        assertEquals(List.of(), mine("from", "2999-01-01T00:00:00Z"));
        assertEquals(List.of(), mine("to", "2001-01-01T00:00:00Z"));
    }

    private List<Integer> mine(String criterion, String value) {
        return as(user, "user")
                .queryParam(criterion, value)
                .get("/api/v1/audit/events")
                .then()
                .statusCode(200)
                .extract()
                .path("items.seq");
    }

    @Test
    void aTeamsEntriesAreForThoseWhoAnswerForIt() {
        UUID team = UUID.randomUUID();
        int seq = seq(event(team, user, "team" + run, "dataset.created", "dataset/1"));
        for (String role : List.of("owner", "admin")) {
            member(team, role).get("/api/v1/audit/events").then().body("items.seq", hasItem(seq));
            member(team, role)
                    .get("/api/v1/audit/events/" + seq + "/leaf")
                    .then()
                    .statusCode(200);
        }
        for (String role : List.of("member", "viewer")) {
            member(team, role).get("/api/v1/audit/events").then().body("items.seq", not(hasItem(seq)));
            member(team, role).get("/api/v1/audit/events/" + seq).then().statusCode(404);
        }
        member(UUID.randomUUID(), "owner")
                .get("/api/v1/audit/events/" + seq + "/receipt")
                .then()
                .statusCode(404);
    }

    private static RequestSpecification member(UUID team, String role) {
        Map<String, Object> claims = Map.of(
                "sub",
                UUID.randomUUID().toString(),
                "groups",
                List.of("user"),
                "teams",
                List.of(Map.of("id", team.toString(), "role", role)));
        return given().auth().oauth2(TestTokens.token("almanac", claims, 600));
    }

    @Test
    void readingIsItselfLogged() {
        seq(event(user, "r" + run, "dataset.created", "dataset/1"));
        as(user, "user").get("/api/v1/audit/events").then().statusCode(200);
        as(user, "user").get("/api/v1/audit/export?format=csv").then().statusCode(200);
        Eventually.holds("both reads are entries", () -> mine("type", "audit.*").size() >= 2);
        as(user, "user")
                .get("/api/v1/audit/events?type=audit.exported")
                .then()
                .body("items[0].data.format", equalTo("csv"))
                .body("items[0].source", equalTo("audit-service"));
    }

    @Test
    void oneEntryShowsWhatProvesItsPersonalValues() throws Exception {
        int seq = seq(event(user, "d" + run, "dataset.created", "dataset/1"));
        JsonNode leaf = new ObjectMapper()
                .readTree(as(user, "user")
                        .get("/api/v1/audit/events/" + seq + "/leaf")
                        .asByteArray());
        List<String> digests = new ArrayList<>();
        leaf.get("_sd").forEach(digest -> digests.add(digest.asText()));
        as(user, "user")
                .get("/api/v1/audit/events/" + seq)
                .then()
                .body("disclosures.name", equalTo(List.of("actor", "email", "request_id")))
                .body("disclosures.digest", containsInAnyOrder(digests.toArray()))
                .body("disclosures[1].value", equalTo("someone@example.test"))
                .body("status", equalTo("logged"))
                .body("clock_skew_ms", not(nullValue()));
    }

    @Test
    void erasureTakesTheValuesAndLeavesEveryProof() throws Exception {
        int seq = seq(event(user, "e" + run, "dataset.created", "dataset/1"));
        String before =
                auditor().get("/api/v1/audit/events/" + seq + "/receipt").asString();
        eraser().body("{\"subject\":\"" + user + "\"}")
                .post("/internal/erasures")
                .then()
                .statusCode(200)
                .body("entries", equalTo(1));
        eraser().body("{\"subject\":\"" + user + "\"}")
                .post("/internal/erasures")
                .then()
                .body("entries", equalTo(0));

        assertEquals(0, Database.number("SELECT count(*) FROM disclosure WHERE seq = " + seq));
        assertEquals(
                0,
                Database.number(
                        "SELECT count(*) FROM search WHERE actor = '" + user + "' OR request_id LIKE '%" + run + "'"));
        auditor()
                .get("/api/v1/audit/events/" + seq)
                .then()
                .body("disclosures", hasSize(0))
                .body("actor", nullValue());
        VerifierKey key = VerifierKey.parse(given().get("/log/key").asString());
        assertInstanceOf(Receipt.Verdict.Proven.class, Receipt.parse(before).verify(key));
        String after = auditor().get("/api/v1/audit/events/" + seq + "/receipt").asString();
        assertInstanceOf(Receipt.Verdict.Proven.class, Receipt.parse(after).verify(key));
        auditor().get("/api/v1/audit/verify").then().body("status", equalTo("sound"));
        assertFalse(
                Database.text("SELECT string_agg(value, ' ') FROM disclosure").contains(user.toString()));
    }

    @Test
    void onlyAuthServiceMayErase() {
        String body = "{\"subject\":\"" + user + "\"}";
        given().contentType("application/json")
                .body(body)
                .post("/internal/erasures")
                .then()
                .statusCode(401);
        as(user, "admin")
                .contentType("application/json")
                .body(body)
                .post("/internal/erasures")
                .then()
                .statusCode(403);
    }

    @Test
    void exportsEveryFormatFromAnyPlaceOn() throws Exception {
        int one = seq(event(user, "x" + run, "dataset.created", "dataset/-1"));
        int two = seq(event(user, "y" + run, "dataset.created", "-2.3"));
        String jsonl = as(user, "user")
                .get("/api/v1/audit/export?type=dataset.created")
                .asString();
        assertEquals(List.of(one, two), jsonl.lines().map(line -> seqOf(line)).toList());
        String rest = as(user, "user")
                .get("/api/v1/audit/export?type=dataset.created&after=" + one)
                .asString();
        assertEquals(List.of(two), rest.lines().map(line -> seqOf(line)).toList());
        String csv = as(user, "user")
                .get("/api/v1/audit/export?format=csv&type=dataset.created")
                .then()
                .contentType("text/csv")
                .extract()
                .asString();
        assertTrue(csv.startsWith("seq,recorded,"), csv);
        assertTrue(csv.contains(",'-2.3,"), csv);
        JsonNode ocsf = new ObjectMapper()
                .readTree(as(user, "user")
                        .get("/api/v1/audit/export?format=ocsf&type=dataset.created")
                        .asString()
                        .lines()
                        .findFirst()
                        .orElseThrow());
        assertEquals(600_301, ocsf.get("type_uid").asInt());
        assertEquals(user.toString(), ocsf.at("/actor/user/uid").asText());
        as(user, "user").get("/api/v1/audit/export?format=xml").then().statusCode(400);
    }

    private static int seqOf(String line) {
        try {
            return new ObjectMapper().readTree(line).get("seq").asInt();
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void theStreamGoesOnBehindTheLastEntryThatWasSeen() throws Exception {
        int one = seq(event(user, "s1" + run, "dataset.created", "dataset/1"));
        int two = seq(event(user, "s2" + run, "dataset.created", "dataset/2"));
        HttpURLConnection stream = (HttpURLConnection)
                URI.create("http://localhost:" + RestAssured.port + "/api/v1/audit/stream?type=dataset.created")
                        .toURL()
                        .openConnection();
        stream.setRequestProperty("Authorization", "Bearer " + TestTokens.user(user, "user"));
        stream.setRequestProperty("Accept", "text/event-stream");
        stream.setRequestProperty("Last-Event-ID", Integer.toString(one));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals(two, nextId(lines));
            int three = seq(event(user, "s3" + run, "dataset.created", "dataset/3"));
            assertEquals(three, nextId(lines));
        }
    }

    private static int nextId(BufferedReader lines) throws Exception {
        String line = lines.readLine();
        while (!line.startsWith("id:")) {
            line = lines.readLine();
        }
        return Integer.parseInt(line.substring(3).strip());
    }
}
