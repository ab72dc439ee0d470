package dev.almanac.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import dev.almanac.auth.testing.Inbox;
import dev.almanac.auth.testing.Races;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class TeamTest {

    private static final String INVITED = "You are invited to a team";

    private Guest owner;
    private Guest member;
    private Guest stranger;
    private String team;

    @BeforeEach
    void foundATeam() {
        owner = Guest.registered();
        member = Guest.registered();
        stranger = Guest.registered();
        team = owner.post("/teams", Map.of("name", "Grid planning"))
                .then()
                .statusCode(201)
                .body("role", equalTo("owner"))
                .extract()
                .path("id");
        owner.adopt(owner.refresh(), 200);
    }

    @Test
    void anInvitationByMailMakesAMemberWhoseTokenTellsSo() throws Exception {
        invite(member.email, "member");
        String secret = Inbox.secret(member.email, INVITED);
        stranger.post("/invites/accept", Map.of("token", secret))
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/invite-for-another"));
        member.post("/invites/" + secret + "/accept", Map.of())
                .then()
                .statusCode(200)
                .body("id", equalTo(team));
        SessionTest.awaitRefused(member);
        member.adopt(member.refresh(), 200);
        member.get("/auth/me").then().body("teams.name", containsInAnyOrder("Grid planning"));
        member.get("/teams/" + team + "/members").then().statusCode(200).body("$", hasSize(2));
        member.post("/invites/accept", Map.of("token", secret)).then().statusCode(404);
    }

    @Test
    void servicesLearnWhatSomebodyMayDoInATeamNow() {
        asked(owner.id).statusCode(200).body("role", equalTo("owner"));
        asked(stranger.id).statusCode(404);
        given().get("/internal/teams/" + team + "/members/" + owner.id).then().statusCode(401);
    }

    private ValidatableResponse asked(String user) {
        return given().auth()
                .preemptive()
                .basic("forecast-service", "test-secret")
                .get("/internal/teams/" + team + "/members/" + user)
                .then();
    }

    @Test
    void ofManyRacersOneAcceptsAnInvitation() throws Exception {
        invite(member.email, "viewer");
        String secret = Inbox.secret(member.email, INVITED);
        var statuses = Races.run(
                () -> member.post("/invites/accept", Map.of("token", secret)).statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
    }

    @Test
    void aTeamOfOthersIsNotThere() {
        for (String path : new String[] {"", "/members", "/invites"}) {
            stranger.get("/teams/" + team + path).then().statusCode(404);
        }
        stranger.post("/teams/" + team + "/invites", Map.of("email", "a@example.test", "role", "member"))
                .then()
                .statusCode(404);
        stranger.patch("/teams/" + team, Map.of("name", "Mine now")).then().statusCode(404);
        stranger.post("/teams/" + team + "/transfer", Map.of("user_id", stranger.id))
                .then()
                .statusCode(404);
        stranger.delete("/teams/" + team).then().statusCode(404);
    }

    @Test
    void whatARoleInTheTeamDoesNotAllowIsForbidden() throws Exception {
        join(member, "member");
        member.post("/teams/" + team + "/invites", Map.of("email", "a@example.test", "role", "member"))
                .then()
                .statusCode(403);
        member.delete("/teams/" + team + "/members/" + owner.id).then().statusCode(403);
        member.delete("/teams/" + team).then().statusCode(403);
        member.post("/teams/" + team + "/transfer", Map.of("user_id", member.id))
                .then()
                .statusCode(403);
        owner.post("/teams/" + team + "/invites", Map.of("email", "a@example.test", "role", "owner"))
                .then()
                .statusCode(400);
    }

    @Test
    void aTeamAlwaysHasAnOwner() throws Exception {
        owner.delete("/teams/" + team + "/members/" + owner.id)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/needs-an-owner"));
        join(member, "admin");
        owner.delete("/auth/me").then().statusCode(409);
        owner.post("/teams/" + team + "/transfer", Map.of("user_id", member.id))
                .then()
                .statusCode(204);
        owner.adopt(owner.refresh(), 200);
        owner.get("/teams/" + team).then().body("role", equalTo("admin"));
        owner.delete("/teams/" + team + "/members/" + owner.id).then().statusCode(204);
        owner.adopt(owner.refresh(), 200);
        owner.get("/teams/" + team).then().statusCode(404);
    }

    @Test
    void anInvitationCanBeWithdrawnAndTellsNobodyWhetherAnAddressIsKnown() throws Exception {
        Map<String, String> known = invite(member.email, "member");
        Map<String, String> unknown = invite("nobody-" + member.email, "member");
        assertEquals(known.keySet(), unknown.keySet());
        owner.delete("/teams/" + team + "/invites/" + known.get("id")).then().statusCode(204);
        member.post("/invites/accept", Map.of("token", Inbox.secret(member.email, INVITED)))
                .then()
                .statusCode(404);
        owner.get("/teams/" + team + "/invites").then().body("$", hasSize(1));
    }

    private Map<String, String> invite(String email, String role) {
        return owner.post("/teams/" + team + "/invites", Map.of("email", email, "role", role))
                .then()
                .statusCode(201)
                .extract()
                .path("$");
    }

    private void join(Guest guest, String role) throws Exception {
        invite(guest.email, role);
        guest.post("/invites/accept", Map.of("token", Inbox.secret(guest.email, INVITED)))
                .then()
                .statusCode(200);
        guest.adopt(guest.refresh(), 200);
    }
}
