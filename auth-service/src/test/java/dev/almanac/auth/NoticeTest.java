package dev.almanac.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import dev.almanac.auth.testing.Inbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class NoticeTest {

    @Inject
    Pool database;

    private static final String SUBJECT = "What happened to your work";
    private static final String CONFIRM = "Confirm your e-mail address";

    @Test
    void whatHappenedTogetherComesInOneMailOnce() throws Exception {
        Guest analyst = confirmed();
        Map<String, Object> failed = told("job.failed", analyst, "The forecast of <sales> failed");
        Map<String, Object> breached = told("forecast.breached", analyst, "3 of 24 new values lie outside");
        tell(List.of(failed, breached)).statusCode(204);
        tell(List.of(failed)).statusCode(204);
        String mail = Inbox.await(analyst.email, SUBJECT);
        assertTrue(mail.contains("- The forecast of <sales> failed"), mail);
        assertTrue(mail.contains("The forecast of &lt;sales&gt; failed</a>"), mail);
        assertTrue(mail.contains("3 of 24 new values lie outside"), mail);
        assertTrue(mail.contains("/forecasts/0192"), mail);
        tell(List.of(told("budget.soft-limit", analyst, "The soft limit is passed")));
        assertFalse(Inbox.await(analyst.email, SUBJECT, 2).contains("sales"), "told once");
    }

    @Test
    void everybodyChoosesWhatIsMailed() throws Exception {
        Guest analyst = confirmed();
        analyst.get("/auth/me/notices")
                .then()
                .statusCode(200)
                .body("mail.'job.failed'", equalTo(true))
                .body("mail.'job.succeeded'", equalTo(false));
        analyst.patch("/auth/me/notices", Map.of("mail", Map.of("job.failed", false, "job.succeeded", true)))
                .then()
                .statusCode(200)
                .body("mail.'job.failed'", equalTo(false))
                .body("mail.'job.succeeded'", equalTo(true))
                .body("mail.'council.decided'", equalTo(true));
        tell(List.of(
                told("job.failed", analyst, "One failed"),
                told("job.cancelled", analyst, "One was cancelled"),
                told("job.succeeded", analyst, "One is done")));
        String mail = Inbox.await(analyst.email, SUBJECT);
        assertTrue(mail.contains("One is done"), mail);
        assertFalse(mail.contains("One failed"), mail);
        assertFalse(mail.contains("One was cancelled"), mail);
        analyst.patch("/auth/me/notices", Map.of("mail", Map.of("rain", true)))
                .then()
                .statusCode(400)
                .body("detail", containsString("'rain' is none of"));
    }

    @Test
    void aTeamsNoticeComesToThoseWhoRunItAndOnlyToConfirmedAddresses() throws Exception {
        Guest owner = confirmed();
        Guest unconfirmed = Guest.registered();
        String team = owner.post("/teams", Map.of("name", "Grid planning")).path("id");
        Map<String, Object> budget = told("budget.soft-limit", unconfirmed, "The team's soft limit is passed");
        budget.put("team", team);
        tell(List.of(budget));
        assertTrue(Inbox.await(owner.email, SUBJECT).contains("The team's soft limit is passed"));
        long kept = database.preparedQuery("SELECT count(*) FROM notice WHERE account_id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(unconfirmed.id)))
                .iterator()
                .next()
                .getLong(0);
        assertEquals(0, kept, "nothing waits for an address that is not confirmed");
    }

    @Test
    void onlyServicesTell() {
        given().contentType("application/json")
                .body(Map.of("notices", List.of(told("job.failed", Guest.registered(), "x"))))
                .post("/internal/notices")
                .then()
                .statusCode(401);
        Map<String, Object> elsewhere = told("job.failed", Guest.registered(), "x");
        elsewhere.put("path", "//elsewhere.example/");
        tell(List.of(elsewhere)).statusCode(400);
        tell(List.of(told("rain", Guest.registered(), "x"))).statusCode(400);
    }

    private static Guest confirmed() throws Exception {
        Guest guest = Guest.registered();
        guest.post("/auth/email/verify", Map.of("token", Inbox.secret(guest.email, CONFIRM)))
                .then()
                .statusCode(204);
        return guest;
    }

    private static Map<String, Object> told(String kind, Guest person, String what) {
        return new HashMap<>(Map.of(
                "id",
                UUID.randomUUID(),
                "kind",
                kind,
                "people",
                List.of(person.id),
                "what",
                what,
                "path",
                "/forecasts/0192",
                "happened_at",
                "2026-01-31T10:00:00Z"));
    }

    private static ValidatableResponse tell(List<Map<String, Object>> notices) {
        return given().auth()
                .preemptive()
                .basic("forecast-service", "test-secret")
                .contentType("application/json")
                .body(Map.of("notices", notices))
                .post("/internal/notices")
                .then();
    }
}
