package dev.almanac.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class ApiKeyTest {

    private Guest guest;

    @BeforeEach
    void somebodyIsThere() {
        guest = Guest.registered();
    }

    @Test
    void aKeyIsShownOnceAndExchangedForAShortTokenOfItsScopes() {
        Map<String, Object> made = create(List.of("account:read", "data:read"));
        guest.get("/auth/api-keys")
                .then()
                .body("$", hasSize(1))
                .body("[0].key", nullValue())
                .body("[0].scopes", equalTo(List.of("account:read", "data:read")));
        Guest program = exchanged(made);
        program.get("/auth/me").then().statusCode(200).body("email", equalTo(guest.email));
        program.get("/auth/sessions").then().statusCode(403);
        program.post("/auth/api-keys", Map.of("name", "more", "scopes", List.of("data:read")))
                .then()
                .statusCode(403);
        program.post("/auth/mfa/totp", Map.of()).then().statusCode(403);
        program.delete("/auth/me").then().statusCode(403);
        guest.get("/auth/api-keys").then().body("[0].last_used_at", notNullValue());
    }

    @Test
    void withoutTheScopeTheSameCallIsForbidden() {
        exchanged(create(List.of("data:read"))).get("/auth/me").then().statusCode(403);
    }

    @Test
    void aRevokedKeyStopsAndSoDoItsTokensWithinSeconds() {
        Map<String, Object> made = create(List.of("account:read"));
        Guest program = exchanged(made);
        Guest.registered().delete("/auth/api-keys/" + made.get("id")).then().statusCode(404);
        guest.delete("/auth/api-keys/" + made.get("id")).then().statusCode(204);
        exchange(made.get("key").toString()).statusCode(401);
        SessionTest.awaitRefused(program);
        guest.delete("/auth/api-keys/" + made.get("id")).then().statusCode(404);
    }

    @Test
    void aKeyWithAnEndStopsThere() {
        String end = Instant.now().plusSeconds(2).toString();
        Map<String, Object> made = guest.post(
                        "/auth/api-keys", Map.of("name", "short", "scopes", List.of("account:read"), "expires_at", end))
                .then()
                .statusCode(201)
                .extract()
                .path("$");
        Guest program = exchanged(made);
        SessionTest.awaitRefused(program);
        exchange(made.get("key").toString()).statusCode(401);
        guest.post(
                        "/auth/api-keys",
                        Map.of("name", "old", "scopes", List.of("data:read"), "expires_at", "2020-01-01T00:00:00Z"))
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("expires_at"));
    }

    @Test
    void otherSpellingsScopesAndLimitsAreRefused() {
        Map<String, Object> made = create(List.of("data:read"));
        String key = made.get("key").toString();
        for (String wrong : new String[] {
            key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0"),
            key.toUpperCase(),
            key + "0",
            "alm_",
            key.replace("alm_", "xyz_")
        }) {
            exchange(wrong).statusCode(401);
        }
        guest.post("/auth/api-keys", Map.of("name", "all", "scopes", List.of("admin")))
                .then()
                .statusCode(400);
        guest.post("/auth/api-keys", Map.of("name", "none", "scopes", List.of()))
                .then()
                .statusCode(400);
        guest.post(
                        "/auth/api-keys",
                        Map.of("name", "fast", "scopes", List.of("data:read"), "calls_per_minute", 1_000_000))
                .then()
                .statusCode(400);
        given().contentType("application/json")
                .body(Map.of("key", key))
                .post("/internal/api-keys/exchange")
                .then()
                .statusCode(401);
    }

    private Map<String, Object> create(List<String> scopes) {
        return guest.post("/auth/api-keys", Map.of("name", "nightly job", "scopes", scopes))
                .then()
                .statusCode(201)
                .body("key", matchesPattern("alm_[0-9a-f]{32}_[A-Za-z0-9_-]{51}"))
                .extract()
                .path("$");
    }

    private Guest exchanged(Map<String, Object> made) {
        Guest program = new Guest();
        program.token =
                exchange(made.get("key").toString()).statusCode(200).extract().path("access_token");
        return program;
    }

    private static ValidatableResponse exchange(String key) {
        return given().auth()
                .preemptive()
                .basic("gateway", "test-secret")
                .contentType("application/json")
                .body(Map.of("key", key))
                .post("/internal/api-keys/exchange")
                .then();
    }
}
