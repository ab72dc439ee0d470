package dev.almanac.auth;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.almanac.auth.testing.Admins;
import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import dev.almanac.auth.testing.Inbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class AccountTest {

    @Inject
    Admins database;

    private Guest guest;

    @BeforeEach
    void somebodyIsThere() {
        guest = Guest.registered();
    }

    @Test
    void anAddressIsConfirmedByTheMailOfTheRegistration() throws Exception {
        guest.get("/auth/me").then().body("email_verified", equalTo(false));
        String mail = Inbox.await(guest.email, "Confirm your e-mail address");
        assertEquals(2, mail.split("/verify-email#", -1).length - 1, "a link in the text and one in HTML");
        new Guest()
                .post("/auth/email/verify", Map.of("token", Inbox.secret(guest.email, "Confirm your e-mail address")))
                .then()
                .statusCode(204);
        guest.get("/auth/me").then().body("email_verified", equalTo(true));
    }

    @Test
    void aNewAddressCountsOnceItIsConfirmedAndTheOldOneIsTold() throws Exception {
        String fresh = "new-" + guest.email;
        guest.patch("/auth/me", Map.of("email", fresh, "full_name", "Another Name"))
                .then()
                .statusCode(200)
                .body("email", equalTo(guest.email))
                .body("full_name", equalTo("Another Name"));
        new Guest()
                .post("/auth/email/verify", Map.of("token", Inbox.secret(fresh, "Confirm your e-mail address")))
                .then()
                .statusCode(204);
        guest.get("/auth/me").then().body("email", equalTo(fresh));
        Inbox.await(guest.email, "About your account");
    }

    @Test
    void nobodyGivesThemselvesRoles() {
        guest.patch("/auth/me", Map.of("roles", List.of("admin"), "plan", "team", "quota_units", 9, "is_active", false))
                .then()
                .statusCode(200)
                .body("roles", equalTo(List.of("user")))
                .body("plan", equalTo("free"))
                .body("is_active", equalTo(true));
    }

    @Test
    void takesItsDataAlong() {
        guest.get("/auth/me/export")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("attachment"))
                .body("account.email", equalTo(guest.email))
                .body("$", hasKey("sessions"))
                .body("$", hasKey("api_keys"));
    }

    @Test
    void deletionLeavesNothingOfThePersonBehind() throws SQLException {
        guest.post("/auth/api-keys", Map.of("name", "job", "scopes", List.of("data:read")))
                .then()
                .statusCode(201);
        guest.delete("/auth/me").then().statusCode(204);
        SessionTest.awaitRefused(guest);
        guest.refresh().then().statusCode(401);
        new Guest().as(guest.email).login(Guest.PASSWORD).then().statusCode(401);
        for (String table : List.of("session", "api_key", "device", "membership", "ticket", "alert")) {
            assertEquals(0, count("SELECT count(*) FROM " + table + " WHERE account_id = '" + guest.id + "'"), table);
        }
        Guest again = new Guest().as(guest.email);
        again.adopt(again.post("/auth/register", Map.of("email", guest.email, "password", Guest.PASSWORD)), 201);
        assertFalse(again.id.equals(guest.id));
    }

    private int count(String sql) throws SQLException {
        try (var connection = database.connection();
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
