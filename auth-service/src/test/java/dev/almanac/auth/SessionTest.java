package dev.almanac.auth;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import dev.almanac.auth.testing.Inbox;
import dev.almanac.auth.testing.Races;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Sessions with a grace window of a second.
@QuarkusTest
@QuarkusTestResource(value = AuthPlatform.class, restrictToAnnotatedClass = true)
@TestProfile(SessionTest.ShortGrace.class)
class SessionTest {

    private Guest guest;

    /// So that its end is seen soon.
    public static final class ShortGrace implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("auth.session.grace", "4S", "auth.sign-up.verify-first", "false");
        }
    }

    @BeforeEach
    void somebodyIsThere() {
        guest = Guest.registered();
    }

    @Test
    void raceInsideTheWindowLeavesOneSuccessorAndNobodySignedOut() throws Exception {
        for (int round = 0; round < 5; round++) {
            var answers = Races.run(guest::refresh);
            Set<String> successors = new HashSet<>();
            answers.forEach(answer ->
                    successors.add(answer.then().statusCode(200).extract().path("refresh_token")));
            assertEquals(1, successors.size());
            guest.adopt(answers.getFirst(), 200);
        }
    }

    @Test
    void useAfterTheWindowEndsTheFamilyAndItsAccessTokens() throws Exception {
        Guest thief = new Guest().as(guest.email);
        thief.refreshToken = guest.refreshToken;
        guest.adopt(guest.refresh(), 200);
        guest.get("/auth/me").then().statusCode(200);
        LockSupport.parkNanos(Duration.ofMillis(4_300).toNanos()); // the window itself is what passes here

        var statuses = Races.run(() -> thief.refresh().statusCode());

        assertTrue(statuses.stream().allMatch(status -> status == 401));
        guest.refresh().then().statusCode(401);
        awaitRefused(guest);
        guest.adopt(guest.login(Guest.PASSWORD), 200);
        guest.get("/auth/alerts").then().body("items.kind", hasItem("stolen-token"));
    }

    @Test
    void signingOutEndsTheAccessTokenWithinSeconds() {
        guest.post("/auth/logout", Map.of("refresh_token", guest.refreshToken))
                .then()
                .statusCode(204);
        awaitRefused(guest);
    }

    @Test
    void changingThePasswordEndsEveryOtherSession() throws Exception {
        Guest elsewhere = new Guest().as(guest.email);
        elsewhere.adopt(elsewhere.login(Guest.PASSWORD), 200);
        guest.post("/auth/password/change", Map.of("current_password", "not this one at all", "new_password", "x"))
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/wrong-password"));
        guest.post(
                        "/auth/password/change",
                        Map.of("current_password", Guest.PASSWORD, "new_password", "something else entirely"))
                .then()
                .statusCode(204);
        awaitRefused(elsewhere);
        elsewhere.refresh().then().statusCode(401);
        guest.get("/auth/me").then().statusCode(200);
        Inbox.await(guest.email, "About your account");
        elsewhere.adopt(elsewhere.login("something else entirely"), 200);
    }

    @Test
    void aDeviceIsRevokedByItsOwnerOnly() {
        Guest elsewhere = new Guest().as(guest.email);
        elsewhere.adopt(elsewhere.login(Guest.PASSWORD), 200);
        List<Map<String, Object>> devices = guest.get("/auth/sessions").path("$");
        String other = devices.stream()
                .filter(device -> !(boolean) device.get("current"))
                .map(device -> device.get("id").toString())
                .findFirst()
                .orElseThrow();
        Guest.registered().delete("/auth/sessions/" + other).then().statusCode(404);
        guest.delete("/auth/sessions/" + other).then().statusCode(204);
        awaitRefused(elsewhere);
    }

    static void awaitRefused(Guest guest) {
        Instant end = Instant.now().plusSeconds(10);
        while (guest.get("/auth/me").statusCode() != 401) {
            assertTrue(Instant.now().isBefore(end), "the access token still works after 10 s");
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
