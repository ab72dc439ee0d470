package dev.almanac.data;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Whose a dataset is: tokens as auth-service issues them, at the service itself.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TeamDataTest {

    private static final String CSV = "date,value\n2024-01-01,1\n2024-01-02,2\n2024-01-03,3\n";

    private final UUID team = UUID.randomUUID();
    private final UUID member = UUID.randomUUID();

    @Test
    void aTeamsDatasetIsForItsMembersByTheirRoles() {
        String id = upload(member, "member")
                .statusCode(201)
                .body("owner_id", equalTo(team.toString()))
                .extract()
                .path("id");
        as(UUID.randomUUID(), "viewer").get("/api/v1/datasets/" + id).then().statusCode(200);
        as(UUID.randomUUID(), "viewer")
                .get("/api/v1/datasets")
                .then()
                .statusCode(200)
                .body("items", hasSize(1));
        as(UUID.randomUUID(), "viewer").delete("/api/v1/datasets/" + id).then().statusCode(404);
        stranger().get("/api/v1/datasets/" + id).then().statusCode(404);
        stranger().delete("/api/v1/datasets/" + id).then().statusCode(404);
        as(UUID.randomUUID(), "admin").delete("/api/v1/datasets/" + id).then().statusCode(204);
    }

    @Test
    void viewersAndStrangersMakeNothingInATeam() {
        upload(member, "viewer").statusCode(403);
        stranger()
                .contentType("text/csv")
                .body(CSV)
                .post("/api/v1/datasets?team=" + team)
                .then()
                .statusCode(404);
        String onlyLooks = TestTokens.user(member, "viewer");
        given().auth()
                .oauth2(onlyLooks)
                .contentType("text/csv")
                .body(CSV)
                .post("/api/v1/datasets")
                .then()
                .statusCode(403);
    }

    @Test
    void aKeyWithoutTheScopeHasNoRoleHere() {
        String reads = TestTokens.key(member, "data:read");
        given().auth().oauth2(reads).get("/api/v1/datasets").then().statusCode(200);
        given().auth()
                .oauth2(reads)
                .contentType("text/csv")
                .body(CSV)
                .post("/api/v1/datasets")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(TestTokens.key(member, "forecast:read"))
                .get("/api/v1/datasets")
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(TestTokens.key(member, "forecast:read data:write"))
                .get("/api/v1/datasets")
                .then()
                .statusCode(403);
    }

    @Test
    void anErasedOwnerLeavesNothingAndKeepsNothingNew() {
        String id = upload(member, "member").statusCode(201).extract().path("id");
        String erases = TestTokens.eraser("data-service");
        given().auth()
                .oauth2(erases)
                .contentType("application/json")
                .body(Map.of("subject", team))
                .post("/internal/erasures")
                .then()
                .statusCode(200)
                .body("datasets", equalTo(1));
        as(member, "member").get("/api/v1/datasets/" + id).then().statusCode(404);
        upload(member, "member").statusCode(404);
        given().auth()
                .oauth2(erases)
                .contentType("application/json")
                .body(Map.of("subject", team))
                .post("/internal/erasures")
                .then()
                .statusCode(200)
                .body("datasets", equalTo(0));
        as(member, "member")
                .contentType("application/json")
                .body(Map.of("subject", team))
                .post("/internal/erasures")
                .then()
                .statusCode(403);
    }

    private ValidatableResponse upload(UUID user, String role) {
        return as(user, role)
                .contentType("text/csv")
                .body(CSV)
                .post("/api/v1/datasets?team=" + team)
                .then();
    }

    private RequestSpecification as(UUID user, String role) {
        return given().auth().oauth2(TestTokens.member(user, team, role));
    }

    private static RequestSpecification stranger() {
        return given().auth().oauth2(TestTokens.user(UUID.randomUUID(), "user"));
    }
}
