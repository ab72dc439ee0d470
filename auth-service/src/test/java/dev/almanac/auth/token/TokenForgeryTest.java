package dev.almanac.auth.token;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Forged tokens against the running service: none is accepted.
@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class TokenForgeryTest {

    @Test
    void noTamperedOrMalformedTokenIsAccepted() throws Exception {
        Guest guest = Guest.registered();
        String keys = given().get("/.well-known/jwks.json").asString();
        Map<String, String> forgeries = new TokenForgery(guest.token, keys).all();
        assertTrue(forgeries.size() >= 60, "only " + forgeries.size() + " kinds");

        List<String> accepted = new ArrayList<>();
        for (Map.Entry<String, String> forgery : forgeries.entrySet()) {
            int status = given().header("Authorization", "Bearer " + forgery.getValue())
                    .get("/api/v1/auth/me")
                    .statusCode();
            if (status != 401 && status != 400 && status != 431) {
                accepted.add(forgery.getKey() + ": " + status);
            }
        }

        assertEquals(List.of(), accepted);
        guest.get("/auth/me").then().statusCode(200).body("email", equalTo(guest.email));
    }
}
