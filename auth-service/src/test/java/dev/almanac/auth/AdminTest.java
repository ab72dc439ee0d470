package dev.almanac.auth;

import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.auth.testing.Admins;
import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import dev.almanac.auth.testing.Inbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class AdminTest {

    @Inject
    Admins admins;

    private Guest user;
    private Guest admin;

    @BeforeEach
    void anAdministrator() throws Exception {
        user = Guest.registered();
        admin = admins.with("admin");
    }

    @Test
    void findsUsersAndChangesTheirRolesWhichEndsTheirTokens() throws Exception {
        admin.get("/admin/users?q=" + user.email.substring(0, 12)).then().body("items.id", hasItem(user.id));
        admin.patch(
                        "/admin/users/" + user.id,
                        Map.of("roles", List.of("user", "lab"), "plan", "team", "quota_units", 5))
                .then()
                .statusCode(200)
                .body("roles", containsInAnyOrder("user", "lab"))
                .body("role", equalTo("lab"))
                .body("plan", equalTo("team"))
                .body("quota_units", equalTo(5));
        SessionTest.awaitRefused(user);
        user.adopt(user.refresh(), 200);
        user.get("/auth/verify").then().body("groups", containsInAnyOrder("user", "lab"));
        admin.patch("/admin/users/" + user.id, Map.of("roles", List.of("emperor")))
                .then()
                .statusCode(400);
        admin.patch("/admin/users/" + user.id, Map.of("roles", List.of()))
                .then()
                .statusCode(400);
    }

    @Test
    void aDisabledUserIsOutAtOnceAndSaysNothingAtTheDoor() {
        admin.patch("/admin/users/" + user.id, Map.of("is_active", false))
                .then()
                .statusCode(200);
        SessionTest.awaitRefused(user);
        user.refresh().then().statusCode(401);
        new Guest()
                .as(user.email)
                .login(Guest.PASSWORD)
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/invalid-credentials"));
    }

    @Test
    void signsAUserOutEverywhere() {
        admin.delete("/admin/users/" + user.id + "/sessions").then().statusCode(204);
        SessionTest.awaitRefused(user);
        user.refresh().then().statusCode(401);
        user.adopt(user.login(Guest.PASSWORD), 200);
    }

    @Test
    void importsHashesAndStoresOursAtTheNextSignIn() throws Exception {
        String werkzeug = "scrypt:32768:8:1$Qm9vSxK2Zt1aLw3e$570cad6f7a07286a49a911bfcc4d9b5c1c5c296b81354a1b66afa643"
                + "dde62970686923701ac8d54205227abea50fb89e47e950087ccb79b6da2bd4e926712179";
        Guest old = new Guest();
        admin.post(
                        "/admin/users/import",
                        Map.of(
                                "accounts",
                                List.of(
                                        Map.of("email", old.email, "password_hash", werkzeug, "email_verified", true),
                                        Map.of(
                                                "email",
                                                "bomb@example.test",
                                                "password_hash",
                                                "$2b$31$" + "a".repeat(53)),
                                        Map.of("email", "none", "password_hash", werkzeug),
                                        Map.of(
                                                "email",
                                                "root@example.test",
                                                "password_hash",
                                                werkzeug,
                                                "roles",
                                                List.of("admin")),
                                        Map.of("email", user.email, "password_hash", werkzeug))))
                .then()
                .statusCode(200)
                .body("imported", equalTo(1))
                .body("refused.index", equalTo(List.of(1, 2, 3, 4)))
                .body("refused[0].reason", containsString("cost"));
        old.login("not the password of this one").then().statusCode(401);
        old.adopt(old.login("correct horse battery staple"), 200);
        try (var connection = admins.connection();
                var rows = connection
                        .createStatement()
                        .executeQuery("SELECT password_hash FROM account WHERE id = '" + old.id + "'")) {
            rows.next();
            assertTrue(rows.getString(1).startsWith("$argon2id$v=19$m=7168,t=5,p=1$"));
        }
        new Guest().as(old.email).adopt(new Guest().as(old.email).login("correct horse battery staple"), 200);
    }

    @Test
    void helpsInSomebodysNameForAReasonThatTheyAreTold() throws Exception {
        admin.post("/admin/users/" + user.id + "/impersonation", Map.of("reason", "short"))
                .then()
                .statusCode(400);
        Guest helper = new Guest();
        helper.adopt(
                admin.post("/admin/users/" + user.id + "/impersonation", Map.of("reason", "Ticket 4711, upload fails")),
                200);
        helper.get("/auth/me").then().statusCode(200).body("id", equalTo(user.id));
        helper.post("/auth/mfa/totp", Map.of()).then().statusCode(403);
        helper.post("/auth/step-up", Map.of("password", Guest.PASSWORD)).then().statusCode(403);
        helper.post("/auth/api-keys", Map.of("name", "x", "scopes", List.of("data:read")))
                .then()
                .statusCode(403);
        helper.delete("/auth/me").then().statusCode(403);
        String mail = Inbox.await(user.email, "About your account");
        assertTrue(mail.contains("Ticket 4711"), mail);
        user.get("/auth/sessions").then().body("findAll { it.by_support }", hasSize(1));
        admin.post("/admin/users/" + admins.with("admin").id + "/impersonation", Map.of("reason", "to become another"))
                .then()
                .statusCode(403);
    }

    @Test
    void dangerousCallsNeedAFreshProof() throws Exception {
        admins.execute("UPDATE session SET authenticated_at = now() - interval '1 hour' WHERE account_id = '" + admin.id
                + "'");
        admin.patch("/admin/users/" + user.id, Map.of("plan", "team"))
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/step-up-required"));
        admin.post("/auth/step-up", Map.of("password", "wrong one, sadly"))
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/step-up-refused"));
        admin.post("/auth/step-up", Map.of("password", Guest.PASSWORD)).then().statusCode(204);
        admin.patch("/admin/users/" + user.id, Map.of("plan", "team")).then().statusCode(200);
    }
}
