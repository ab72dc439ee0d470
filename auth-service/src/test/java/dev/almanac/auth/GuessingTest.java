package dev.almanac.auth;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.almanac.auth.testing.Admins;
import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import dev.almanac.auth.testing.Inbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class GuessingTest {

    @Inject
    Admins admins;

    private Guest owner;

    @BeforeEach
    void somebodyIsThere() {
        owner = Guest.registered();
    }

    @Test
    void whateverIsWrongAnswersTheSame() throws Exception {
        Guest disabled = Guest.registered();
        admins.execute("UPDATE account SET active = false WHERE id = '" + disabled.id + "'");
        Guest walletOnly = Guest.registered();
        admins.execute("UPDATE account SET password_hash = NULL WHERE id = '" + walletOnly.id + "'");
        Guest locked = Guest.registered();
        for (int i = 0; i < 6; i++) {
            stranger(locked.email).login("wrong password number " + i);
        }
        // As if it had gone on: a wait that outlasts this test on the slowest machine.
        admins.execute("UPDATE sign_in_failure SET failures = 20 WHERE failures >= 5");
        List<Response> answers = new ArrayList<>();
        answers.add(stranger(owner.email).login("not the right password"));
        answers.add(stranger(owner.email).login(""));
        answers.add(stranger("nobody-" + owner.email).login(Guest.PASSWORD));
        answers.add(stranger(disabled.email).login(Guest.PASSWORD));
        answers.add(stranger(walletOnly.email).login(Guest.PASSWORD));
        answers.add(stranger(locked.email).login(Guest.PASSWORD));
        List<String> told = answers.stream()
                .map(answer -> answer.statusCode()
                        + answer.headers().asList().stream()
                                .map(header -> header.getName())
                                .sorted()
                                .toList()
                                .toString()
                        + answer.asString().replace(answer.path("request_id").toString(), ""))
                .distinct()
                .toList();
        assertEquals(1, told.size(), told.toString());
    }

    @Test
    void strangersSlowThemselvesDownButNotTheOwner() {
        Guest known = new Guest().as(owner.email);
        known.device = owner.device;
        for (int i = 0; i < 8; i++) {
            stranger(owner.email).login("wrong password number " + i).then().statusCode(401);
        }
        stranger(owner.email).login(Guest.PASSWORD).then().statusCode(401);
        known.login(Guest.PASSWORD).then().statusCode(200);
    }

    @Test
    void anAddressThatFailsAtManyAccountsIsNoticed() throws Exception {
        Guest attacker = new Guest();
        for (int i = 0; i < 12; i++) {
            Guest next = new Guest().as("victim" + i + "-" + owner.email);
            next.address = attacker.address;
            next.login("one of the usual passwords");
        }
        admins.with("admin").get("/admin/alerts").then().statusCode(200).body("items.kind", hasItem("stuffing"));
        owner.get("/admin/alerts").then().statusCode(403);
    }

    @Test
    void ordinaryUseStaysQuietAndANewDeviceIsTold() throws Exception {
        owner.adopt(owner.login(Guest.PASSWORD), 200);
        owner.adopt(owner.login(Guest.PASSWORD), 200);
        owner.get("/auth/alerts").then().body("items", hasSize(0));

        Guest laptop = new Guest().as(owner.email);
        laptop.address = owner.address;
        laptop.adopt(laptop.login(Guest.PASSWORD), 200);
        owner.get("/auth/alerts").then().body("items.kind", equalTo(List.of("new-device")));
        Inbox.await(owner.email, "About your account");
        laptop.patch("/auth/me", Map.of("email", "x" + owner.email)).then().statusCode(200);

        Guest elsewhere = new Guest().as(owner.email);
        elsewhere.address = "203.0.113.9";
        elsewhere.adopt(elsewhere.login(Guest.PASSWORD), 200);
        elsewhere
                .patch("/auth/me", Map.of("email", "y" + owner.email))
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/step-up-required"));
        String alert = owner.get("/auth/alerts").path("items[0].id");
        owner.get("/auth/alerts").then().body("items[0].kind", equalTo("new-place"));
        owner.post("/auth/alerts/" + alert + "/seen", Map.of()).then().statusCode(204);
        elsewhere.post("/auth/alerts/" + alert + "/seen", Map.of()).then().statusCode(204);
        Guest.registered()
                .post("/auth/alerts/" + alert + "/seen", Map.of())
                .then()
                .statusCode(404);
    }

    private static Guest stranger(String email) {
        return new Guest().as(email);
    }
}
