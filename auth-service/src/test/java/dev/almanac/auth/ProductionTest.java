package dev.almanac.auth;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Authenticator;
import dev.almanac.auth.testing.Guest;
import dev.almanac.auth.testing.Inbox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.Map;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/// As an operator would run it for others: addresses are confirmed first, administrators need a second factor, and the
/// first of them comes with a password that must be changed.
@QuarkusTest
@QuarkusTestResource(value = AuthPlatform.class, restrictToAnnotatedClass = true)
@TestProfile(ProductionTest.Strict.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProductionTest {

    private static final String FIRST = "first-of-all@example.test";
    private static final String INITIAL = "initial words from the operator";

    /// What differs from development.
    public static final class Strict implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "auth.sign-up.verify-first",
                    "true",
                    "auth.session.second-factor-roles",
                    "admin",
                    "almanac.admin-email",
                    FIRST,
                    "almanac.admin-password",
                    INITIAL);
        }
    }

    @Test
    @Order(1)
    void theFirstAdministratorMustChangeThePasswordAndSetUpASecondFactor() throws Exception {
        Guest admin = new Guest().as(FIRST);
        String token = admin.login(INITIAL)
                .then()
                .statusCode(401)
                .body("type", equalTo("/problems/password-expired"))
                .extract()
                .path("token");
        admin.post("/auth/password/reset", Map.of("token", token, "password", "quite different words than before"))
                .then()
                .statusCode(204);
        admin.adopt(admin.login("quite different words than before"), 200);
        admin.get("/auth/me").then().body("mfa.required", equalTo(true)).body("role", equalTo("admin"));
        admin.get("/admin/users").then().statusCode(403);

        Authenticator.of(admin, new ArrayList<>());
        admin.adopt(admin.refresh(), 200);
        admin.get("/admin/users").then().statusCode(200);
        admin.delete("/auth/me").then().statusCode(409).body("type", equalTo("/problems/last-admin"));
    }

    @Test
    @Order(2)
    void registeringAnswersTheSameForNewAndKnownAddresses() throws Exception {
        Guest guest = new Guest();
        Map<String, String> wanted = Map.of("email", guest.email, "password", Guest.PASSWORD);
        guest.post("/auth/register", wanted).then().statusCode(202).body(Matchers.emptyOrNullString());
        guest.login(Guest.PASSWORD).then().statusCode(401).body("type", equalTo("/problems/invalid-credentials"));
        guest.post("/auth/register", wanted).then().statusCode(202).body(Matchers.emptyOrNullString());
        Inbox.await(guest.email, "You have an account already");
        guest.post("/auth/email/verify", Map.of("token", Inbox.secret(guest.email, "Confirm your e-mail address")))
                .then()
                .statusCode(204);
        guest.adopt(guest.login(Guest.PASSWORD), 200);
        guest.get("/auth/me").then().body("role", not(equalTo("admin")));
    }
}
