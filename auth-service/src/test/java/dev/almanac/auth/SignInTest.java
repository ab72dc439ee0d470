package dev.almanac.auth;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class SignInTest {

    private static final String PASSWORD = "correct horse battery staple";

    private final String email = UUID.randomUUID() + "@example.test";

    @Test
    void aNewAccountIsSignedInAndItsTokenVerifiesAgainstThePublishedKeys() throws Exception {
        String token = register(email, PASSWORD)
                .statusCode(201)
                .body("user.email", equalTo(email))
                .body("user.role", equalTo("user"))
                .body("token_type", equalTo("Bearer"))
                .extract()
                .path("access_token");

        String keys = given().get("/.well-known/jwks.json")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        var claims = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(new JsonWebKeySet(keys).getJsonWebKeys()))
                .setExpectedAudience("almanac")
                .build()
                .processToClaims(token);
        assertEquals(List.of("user"), claims.getStringListClaimValue("groups"));
        assertTrue(!keys.contains("\"d\""), "the private half must stay private");
    }

    @Test
    void wrongPasswordAndUnknownAccountAnswerTheSame() {
        register(email, PASSWORD);
        String wrong =
                login(email, "not the right password").statusCode(401).extract().path("detail");
        String unknown = login("x" + email, PASSWORD)
                .statusCode(401)
                .body("type", equalTo("/problems/invalid-credentials"))
                .extract()
                .path("detail");
        assertEquals(wrong, unknown);
        login(email.toUpperCase(), PASSWORD).statusCode(200);
    }

    @Test
    void weakAndMalformedRegistrationsSayWhatIsWrong() {
        register(email, "too short").statusCode(400).body("type", equalTo("/problems/weak-password"));
        register(email, "aaaaaaaaaaaaaaaaaaaa").statusCode(400).body("type", equalTo("/problems/weak-password"));
        register("not-an-address", PASSWORD)
                .statusCode(400)
                .body("type", equalTo("/problems/validation-failed"))
                .body("errors.field", hasItem("email"));
        given().contentType("application/json")
                .body("{\"email\":")
                .post("/api/v1/auth/register")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/malformed-json"))
                .body("request_id", notNullValue());
        register(email, PASSWORD).statusCode(201);
        register(email, PASSWORD).statusCode(409).body("type", equalTo("/problems/email-taken"));
    }

    @Test
    void racingTabsGetOneSuccessorAndNobodyIsSignedOut() throws Exception {
        String first = register(email, PASSWORD).extract().path("refresh_token");
        try (var pool = Executors.newFixedThreadPool(16)) {
            Callable<String> use =
                    () -> refresh(first).statusCode(200).extract().path("refresh_token");
            var successors = pool
                    .invokeAll(IntStream.range(0, 64).mapToObj(i -> use).toList())
                    .stream()
                    .map(f -> f.resultNow())
                    .collect(Collectors.toSet());
            assertEquals(1, successors.size());
            assertNotEquals(first, successors.iterator().next());
        }
    }

    @Test
    void leavingEndsTheWholeSession() {
        String first = register(email, PASSWORD).extract().path("refresh_token");
        String second = refresh(first).extract().path("refresh_token");
        given().contentType("application/json")
                .body("{\"refresh_token\":\"" + second + "\"}")
                .post("/api/v1/auth/logout")
                .then()
                .statusCode(204);
        refresh(second).statusCode(401).body("type", equalTo("/problems/session-over"));
        refresh(first).statusCode(401);
        refresh("unheard-of").statusCode(401);
    }

    @Test
    void theCookieWorksFromOurOwnPagesOnly() {
        String cookie = given().contentType("application/json")
                .body("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD))
                .post("/api/v1/auth/register")
                .then()
                .statusCode(201)
                .header("Set-Cookie", containsString("HttpOnly"))
                .extract()
                .cookie("almanac_refresh");
        given().contentType("application/json")
                .body("{}")
                .cookie("almanac_refresh", cookie)
                .header("Origin", "https://evil.test")
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/cross-site-request"));
        given().contentType("application/json")
                .body("{}")
                .cookie("almanac_refresh", cookie)
                .header("Origin", "http://localhost:8080")
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(200);
    }

    @Test
    void signingInAgainEndsTheSessionBefore() {
        String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD);
        String first = given().contentType("application/json")
                .body(body)
                .post("/api/v1/auth/register")
                .cookie("almanac_refresh");
        String second = given().contentType("application/json")
                .cookie("almanac_refresh", first)
                .body(body)
                .post("/api/v1/auth/login")
                .cookie("almanac_refresh");
        assertNotEquals(first, second);
        given().contentType("application/json")
                .cookie("almanac_refresh", first)
                .body("{}")
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(401);
        given().contentType("application/json")
                .cookie("almanac_refresh", second)
                .body("{}")
                .post("/api/v1/auth/refresh")
                .then()
                .statusCode(200);
    }

    @Test
    void aServiceProvesItselfBeforeItGetsAToken() {
        String body = "{\"audience\":\"audit-service\",\"scope\":\"events:append\"}";
        given().auth()
                .preemptive()
                .basic("data-service", "test-secret")
                .contentType("application/json")
                .body(body)
                .post("/internal/token")
                .then()
                .statusCode(200)
                .body("access_token", notNullValue());
        given().auth()
                .preemptive()
                .basic("data-service", "guess")
                .contentType("application/json")
                .body(body)
                .post("/internal/token")
                .then()
                .statusCode(401);
        given().auth()
                .preemptive()
                .basic("data-service", "test-secret")
                .contentType("application/json")
                .body(body.replace("events:append", "everything"))
                .post("/internal/token")
                .then()
                .statusCode(403);
    }

    @Test
    void devicesAreListedForTheirOwner() {
        Guest guest = Guest.registered();
        guest.adopt(guest.login(PASSWORD), 200);
        guest.get("/auth/sessions")
                .then()
                .statusCode(200)
                .body("$", hasSize(2))
                .body("findAll { it.current }", hasSize(1));
        given().get("/api/v1/auth/sessions")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", containsString("Bearer"));
    }

    private static ValidatableResponse register(String email, String password) {
        return send(
                "register", "{\"email\":\"%s\",\"password\":\"%s\",\"name\":\"A Person\"}".formatted(email, password));
    }

    private static ValidatableResponse login(String email, String password) {
        return send("login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    private static ValidatableResponse refresh(String token) {
        return send("refresh", "{\"refresh_token\":\"" + token + "\"}");
    }

    private static ValidatableResponse send(String call, String body) {
        return given().contentType("application/json")
                .header("X-Token-Delivery", "body")
                .body(body)
                .post("/api/v1/auth/" + call)
                .then();
    }
}
