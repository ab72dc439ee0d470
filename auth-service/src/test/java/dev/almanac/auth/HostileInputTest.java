package dev.almanac.auth;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Authenticator;
import dev.almanac.auth.testing.Guest;
import dev.almanac.auth.testing.Inbox;
import dev.almanac.auth.testing.SuiWallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Odd JSON, and orders of events that an attacker would choose.
@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class HostileInputTest {

    private Guest guest;

    @BeforeEach
    void somebodyIsThere() {
        guest = Guest.registered();
    }

    @Test
    void oddJsonIsAClearProblemAndNeverAFailureOfOurs() {
        for (String body :
                List.of("{}", "[]", "\"x\"", "null", "7", "{\"id\":1}", "{\"response\":{\"clientDataJSON\":\"!\"}}")) {
            refused(guest.postRaw("/auth/passkeys/sign-in", body), body);
            refused(guest.postRaw("/auth/passkeys/registration", body), body);
        }
        for (String body : List.of(
                "{\"name\":\"k\",\"scopes\":[null]}",
                "{\"name\":\"k\",\"scopes\":{}}",
                "{\"name\":\"a\\u0000b\",\"scopes\":[\"data:read\"]}")) {
            refused(guest.postRaw("/auth/api-keys", body), body);
        }
        refused(guest.postRaw("/auth/login", "{\"email\":\"a\\u0000@example.test\",\"password\":\"x\"}"), "U+0000");
        refused(guest.postRaw("/auth/password/forgot", "{\"email\":\"a\\u0000@example.test\"}"), "U+0000");
        refused(guest.postRaw("/auth/nonce", "{\"address\":null}"), "no address");
    }

    @Test
    void anExplicitNullIsNoPasskey() throws Exception {
        Authenticator app = Authenticator.of(guest, new ArrayList<>());
        Guest there = new Guest().as(guest.email);
        Map<String, Object> proof = new HashMap<>();
        proof.put("challenge", there.login(Guest.PASSWORD).path("challenge"));
        proof.put("otp", app.code(0));
        proof.put("passkey", null);
        there.adopt(there.post("/auth/challenge", proof), 200);
    }

    @Test
    void aPasswordResetKillsAnAddressChangeThatSomebodyElseHadBegun() throws Exception {
        String evil = "evil-" + guest.email;
        guest.patch("/auth/me", Map.of("email", evil)).then().statusCode(200);
        String pending = Inbox.secret(evil, "Confirm your e-mail address");
        guest.post("/auth/password/forgot", Map.of("email", guest.email)).then().statusCode(202);
        String link = Inbox.secret(guest.email, "Set a new password");
        guest.post("/auth/password/reset", Map.of("token", link, "password", "the owner is back again"))
                .then()
                .statusCode(204);
        guest.post("/auth/email/verify", Map.of("token", pending)).then().statusCode(400);
        Guest owner = new Guest().as(guest.email);
        owner.adopt(owner.login("the owner is back again"), 200);
    }

    @Test
    void aWalletAccountWithoutAnAddressKeepsItsWallet() {
        SuiWallet wallet = new SuiWallet();
        Guest bearer = new Guest();
        bearer.adopt(bearer.post("/auth/verify", wallet.proof(bearer, "sign-in")), 200);
        bearer.post("/auth/password/change", Map.of("new_password", Guest.PASSWORD))
                .then()
                .statusCode(204);
        bearer.delete("/auth/wallets/" + wallet.address())
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/last-way-in"));
    }

    /// Refreshes race with the end of all sessions: none brings its session back.
    @Test
    void noRefreshBringsAnEndedSessionBack() throws Exception {
        for (int round = 0; round < 10; round++) {
            List<Guest> elsewhere = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Guest there = new Guest().as(guest.email);
                elsewhere.add(there.adopt(there.login(Guest.PASSWORD), 200));
            }
            var last = new ConcurrentLinkedQueue<Guest>();
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> racing = new ArrayList<>();
                for (Guest there : elsewhere) {
                    racing.add(pool.submit(() -> {
                        Response answer = there.refresh();
                        while (answer.statusCode() == 200) {
                            there.adopt(answer, 200);
                            answer = there.refresh();
                        }
                        last.add(there);
                    }));
                }
                guest.delete("/auth/sessions").then().statusCode(204);
                for (Future<?> racer : racing) {
                    racer.get();
                }
            }
            assertEquals(4, last.size());
            for (Guest there : last) {
                there.refresh().then().statusCode(401).body("type", startsWith("/problems/"));
            }
            guest.get("/auth/sessions").then().body("size()", equalTo(1));
        }
    }

    private static void refused(Response answer, String what) {
        int status = answer.statusCode();
        assertTrue(status >= 400 && status < 500, what + " is answered " + status + " " + answer.asString());
        assertTrue(answer.path("type").toString().startsWith("/problems/"), what + " " + answer.asString());
    }
}
