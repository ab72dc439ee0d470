package dev.almanac.auth;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Authenticator;
import dev.almanac.auth.testing.Guest;
import dev.almanac.auth.testing.Inbox;
import dev.almanac.auth.testing.Races;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class SecondFactorTest {

    private Guest guest;
    private final List<String> recoveryCodes = new ArrayList<>();

    @BeforeEach
    void somebodyIsThere() {
        guest = Guest.registered();
    }

    @Test
    void aCodeIsAskedForAndWorksOnce() throws Exception {
        Authenticator app = Authenticator.of(guest, recoveryCodes);
        assertEquals(10, recoveryCodes.size());
        Guest there = at(new Guest());
        String challenge = there.login(Guest.PASSWORD)
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/otp-required"))
                .body("factors", hasItem("otp"))
                .extract()
                .path("challenge");
        String code = app.code(0);
        there.adopt(there.post("/auth/challenge", Map.of("challenge", challenge, "otp", code)), 200);
        there.post("/auth/challenge", Map.of("challenge", challenge, "otp", app.code(1)))
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/challenge-not-valid"));
        Guest again = at(new Guest());
        again.post("/auth/login", Map.of("email", guest.email, "password", Guest.PASSWORD, "otp", code))
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/otp-invalid"))
                .body("challenge", notNullValue());
        again.adopt(
                again.post("/auth/login", Map.of("email", guest.email, "password", Guest.PASSWORD, "otp", app.code(1))),
                200);
    }

    @Test
    void ofManyRacersOneUsesACode() throws Exception {
        Authenticator app = Authenticator.of(guest, recoveryCodes);
        String code = app.code(0);
        var statuses = Races.run(() -> stepUp(code));
        assertEquals(1, statuses.stream().filter(status -> status == 204).count(), statuses.toString());
    }

    @Test
    void ofManyRacersOneUsesARecoveryCode() throws Exception {
        Authenticator.of(guest, recoveryCodes);
        Guest there = at(new Guest());
        String code = recoveryCodes.getFirst();
        var statuses = Races.run(
                () -> there.post("/auth/login", Map.of("email", guest.email, "password", Guest.PASSWORD, "otp", code))
                        .statusCode());
        assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
        at(new Guest())
                .post(
                        "/auth/login",
                        Map.of(
                                "email", guest.email,
                                "password", Guest.PASSWORD,
                                "otp", recoveryCodes.get(1).toLowerCase().replace("-", " ")))
                .then()
                .statusCode(200);
    }

    @Test
    void fiveWrongCodesPauseTheAppButNotRecovery() throws Exception {
        Authenticator app = Authenticator.of(guest, recoveryCodes);
        String wrong = app.code(40).equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 4; i++) {
            assertEquals(403, stepUp(wrong));
        }
        assertEquals(429, stepUp(wrong));
        assertEquals(429, stepUp(app.code(0)));
        assertEquals(204, stepUp(recoveryCodes.getFirst()));
    }

    @Test
    void aPasswordResetDoesNotSkipTheSecondFactor() throws Exception {
        Authenticator.of(guest, recoveryCodes);
        guest.post("/auth/password/forgot", Map.of("email", guest.email)).then().statusCode(202);
        String link = Inbox.secret(guest.email, "Set a new password");
        guest.post("/auth/password/reset", Map.of("token", link, "password", "another good passphrase here"))
                .then()
                .statusCode(204);
        at(new Guest())
                .login("another good passphrase here")
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/otp-required"));
        SessionTest.awaitRefused(guest);
    }

    @Test
    void settingUpEndsOtherSessionsAndIsToldByMail() throws Exception {
        Guest elsewhere = at(new Guest());
        elsewhere.adopt(elsewhere.login(Guest.PASSWORD), 200);
        Authenticator.of(guest, recoveryCodes);
        elsewhere.refresh().then().statusCode(401);
        Inbox.await(guest.email, "About your account");
        guest.get("/auth/me")
                .then()
                .statusCode(200)
                .body("mfa.factors", containsInAnyOrder("otp"))
                .body("mfa.recovery_codes_left", equalTo(10));
        guest.post("/auth/mfa/totp", Map.of()).then().statusCode(409).body("type", equalTo("/problems/factor-exists"));
        guest.delete("/auth/mfa/totp").then().statusCode(204);
        guest.delete("/auth/mfa/totp").then().statusCode(404);
        Guest plain = at(new Guest());
        plain.adopt(plain.login(Guest.PASSWORD), 200);
    }

    private int stepUp(String code) {
        return guest.post("/auth/step-up", Map.of("password", Guest.PASSWORD, "otp", code))
                .statusCode();
    }

    /// The same person at another device.
    private Guest at(Guest there) {
        return there.as(guest.email);
    }
}
