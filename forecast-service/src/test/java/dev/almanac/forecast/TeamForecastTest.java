package dev.almanac.forecast;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Whose a job is: tokens as auth-service issues them, at the service itself.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class TeamForecastTest {

    private final UUID team = UUID.randomUUID();
    private final UUID member = UUID.randomUUID();

    @Test
    void aTeamsJobIsForItsMembersByTheirRoles() {
        String id = submit(member, "member")
                .statusCode(202)
                .body("owner_id", equalTo(team.toString()))
                .extract()
                .path("id");
        as(UUID.randomUUID(), "viewer").get("/api/v1/backtests/" + id).then().statusCode(200);
        as(UUID.randomUUID(), "viewer").get("/api/v1/backtests").then().body("items", hasSize(1));
        as(UUID.randomUUID(), "viewer").delete("/api/v1/backtests/" + id).then().statusCode(404);
        stranger().get("/api/v1/backtests/" + id).then().statusCode(404);
        stranger().delete("/api/v1/backtests/" + id).then().statusCode(404);
        as(UUID.randomUUID(), "admin").delete("/api/v1/backtests/" + id).then().statusCode(204);
    }

    @Test
    void viewersAndStrangersMakeNothingInATeam() {
        submit(member, "viewer").statusCode(403);
        send(stranger()).statusCode(404);
        send(given().auth().oauth2(TestTokens.user(member, "viewer"))).statusCode(403);
    }

    @Test
    void aKeyWithoutTheScopeHasNoRoleHere() {
        given().auth()
                .oauth2(TestTokens.key(member, "forecast:read"))
                .get("/api/v1/forecasts")
                .then()
                .statusCode(200);
        given().auth()
                .oauth2(TestTokens.key(member, "forecast:read"))
                .delete("/api/v1/forecasts/" + team)
                .then()
                .statusCode(403);
        given().auth()
                .oauth2(TestTokens.key(member, "data:read"))
                .get("/api/v1/forecasts")
                .then()
                .statusCode(403);
    }

    @Test
    void anErasedOwnerLeavesNoJobAndGetsNoNewOne() {
        String id = submit(member, "member").statusCode(202).extract().path("id");
        erase().statusCode(200).body("jobs", greaterThanOrEqualTo(1));
        as(member, "member").get("/api/v1/backtests/" + id).then().statusCode(404);
        submit(member, "member").statusCode(404);
        erase().statusCode(200).body("jobs", equalTo(0));
    }

    private ValidatableResponse erase() {
        String token = TestTokens.eraser("forecast-service");
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("subject", team))
                .post("/internal/erasures")
                .then();
    }

    private ValidatableResponse submit(UUID user, String role) {
        return send(as(user, role));
    }

    private ValidatableResponse send(RequestSpecification caller) {
        List<Integer> values = List.of(12, 15, 14, 16, 19, 18, 21, 22, 20, 24, 26, 25, 27, 28, 26, 29, 31, 30);
        return caller.contentType("application/json")
                .body(Map.of(
                        "team_id",
                        team,
                        "series",
                        List.of(Map.of("id", "a", "season_length", 1, "values", values)),
                        "horizon",
                        2,
                        "windows",
                        1,
                        "models",
                        List.of("ets")))
                .post("/api/v1/backtests")
                .then();
    }

    private RequestSpecification as(UUID user, String role) {
        return given().auth().oauth2(TestTokens.member(user, team, role));
    }

    private static RequestSpecification stranger() {
        return given().auth().oauth2(TestTokens.user(UUID.randomUUID(), "user"));
    }
}
