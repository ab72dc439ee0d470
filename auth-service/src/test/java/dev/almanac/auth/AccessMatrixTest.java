package dev.almanac.auth;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.auth.testing.Admins;
import dev.almanac.auth.testing.AuthPlatform;
import dev.almanac.auth.testing.Guest;
import dev.almanac.kit.security.Scopes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every call of the OpenAPI document by every kind of caller: what must be refused is, in the one form of a problem,
/// and what belongs to somebody else is not there.
@QuarkusTest
@QuarkusTestResource(AuthPlatform.class)
class AccessMatrixTest {

    /// Calls that are for everybody: their own secrets are what is checked.
    private static final Set<String> OPEN = Set.of(
            "POST /api/v1/auth/register",
            "POST /api/v1/auth/login",
            "POST /api/v1/auth/verify",
            "POST /api/v1/auth/nonce",
            "POST /api/v1/auth/challenge",
            "POST /api/v1/auth/refresh",
            "POST /api/v1/auth/logout",
            "POST /api/v1/auth/set-up",
            "POST /api/v1/auth/password/forgot",
            "POST /api/v1/auth/password/reset",
            "POST /api/v1/auth/email/verify",
            "POST /api/v1/auth/passkeys/sign-in",
            "POST /api/v1/auth/passkeys/sign-in/options",
            "GET /.well-known/jwks.json");

    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final List<String> ROLES = List.of("user", "viewer", "lab", "council_operator", "auditor");

    @Inject
    Admins admins;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    private final List<String> wrong = new ArrayList<>();
    private List<Call> calls;
    private Guest owner;
    private String team;

    /// @param path with the owner's ids in it
    private record Call(String method, String path, String template) {

        String name() {
            return method + " " + template;
        }

        boolean isForAdmins() {
            return template.startsWith("/api/v1/admin/");
        }

        boolean hasId() {
            return template.contains("{");
        }
    }

    @BeforeEach
    void readTheDocument() throws Exception {
        owner = Guest.registered();
        team = owner.post("/teams", Map.of("name", "Mine")).path("id");
        owner.adopt(owner.refresh(), 200);
        String document = given().port(managementPort)
                .header("Accept", "application/json")
                .get("/q/openapi?format=json")
                .asString();
        calls = new ArrayList<>();
        JsonNode paths = new ObjectMapper().readTree(document).get("paths");
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())) {
                    String method = operation.getKey().toUpperCase(Locale.ROOT);
                    calls.add(new Call(method, concrete(path.getKey()), path.getKey()));
                }
            }
        }
        assertTrue(calls.size() >= 50, "only " + calls.size() + " calls");
    }

    @Test
    void withoutAGoodTokenEverythingButTheDoorIsClosed() throws Exception {
        Guest nobody = new Guest();
        Guest expired = Guest.registered();
        expired.post("/auth/logout", Map.of("refresh_token", expired.refreshToken));
        SessionTest.awaitRefused(expired);
        Guest disabled = Guest.registered();
        admins.with("admin")
                .patch("/admin/users/" + disabled.id, Map.of("is_active", false))
                .then()
                .statusCode(200);
        SessionTest.awaitRefused(disabled);
        Map<String, Guest> callers = new LinkedHashMap<>();
        callers.put("no token", nobody);
        callers.put("ended session", expired);
        callers.put("disabled user", disabled);
        callers.forEach((who, guest) -> calls.stream()
                .filter(call -> !OPEN.contains(call.name()))
                .forEach(call -> expect(who, call, send(guest, call), Set.of(401))));
        assertEquals(List.of(), wrong);
    }

    @Test
    void onlyAdministratorsAdministrate() throws Exception {
        for (String role : ROLES) {
            Guest guest = admins.with(role);
            calls.stream()
                    .filter(Call::isForAdmins)
                    .forEach(call -> expect(role, call, send(guest, call), Set.of(403)));
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void whatBelongsToOthersIsNotThere() {
        Guest other = Guest.registered();
        calls.stream()
                .filter(call -> call.hasId() && !call.isForAdmins() && !OPEN.contains(call.name()))
                .forEach(call -> expect("another user", call, send(other, call), Set.of(404, 400)));
        assertEquals(List.of(), wrong);
        owner.get("/teams/" + team).then().statusCode(200);
        owner.get("/auth/me").then().statusCode(200);
    }

    @Test
    void aKeyDoesWhatItsScopesSayAndNothingElse() {
        for (String scope : Scopes.ALL) {
            Guest program = program(scope);
            calls.stream().filter(call -> !OPEN.contains(call.name())).forEach(call -> {
                boolean allowed = Scopes.needed(call.method(), call.path())
                        .filter(scope::equals)
                        .isPresent();
                expect("key with " + scope, call, send(program, call), allowed ? Set.of(200) : Set.of(403));
            });
        }
        assertEquals(List.of(), wrong);
    }

    private Guest program(String scope) {
        String key = owner.post("/auth/api-keys", Map.of("name", "job", "scopes", List.of(scope)))
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        Guest program = new Guest();
        program.token = given().auth()
                .preemptive()
                .basic("gateway", "test-secret")
                .contentType("application/json")
                .body(Map.of("key", key))
                .post("/internal/api-keys/exchange")
                .path("access_token");
        return program;
    }

    private void expect(String who, Call call, Response answer, Set<Integer> statuses) {
        boolean right = statuses.contains(answer.statusCode());
        boolean problem = answer.statusCode() < 400
                || (answer.contentType().startsWith("application/problem+json") && answer.path("request_id") != null);
        if (!right || !problem) {
            wrong.add(who + ": " + call.name() + " is " + answer.statusCode() + " " + answer.asString());
        }
    }

    /// With a body that is sound as far as the document goes, so that access is what refuses.
    private static Response send(Guest guest, Call call) {
        String path = call.path().replace("/api/v1", "");
        return switch (call.method()) {
            case "GET" -> guest.get(path);
            case "DELETE" -> guest.delete(path);
            case "PATCH" -> guest.patch(path, body(call));
            default -> guest.post(path, body(call));
        };
    }

    private static Map<String, ?> body(Call call) {
        return switch (call.template()) {
            case "/api/v1/teams", "/api/v1/teams/{id}" -> Map.of("name", "Theirs");
            case "/api/v1/teams/{id}/members", "/api/v1/teams/{id}/invites" ->
                Map.of("email", "somebody@example.test", "role", "member");
            case "/api/v1/teams/{id}/members/{user}" -> Map.of("role", "member");
            case "/api/v1/teams/{id}/transfer" -> Map.of("user_id", UUID.randomUUID());
            case "/api/v1/invites/accept" -> Map.of("token", "x".repeat(43));
            case "/api/v1/auth/api-keys" -> Map.of("name", "job", "scopes", List.of("data:read"));
            case "/api/v1/auth/password/change" -> Map.of("new_password", Guest.PASSWORD);
            case "/api/v1/auth/mfa/totp/confirm" -> Map.of("code", "123456");
            case "/api/v1/auth/wallets" ->
                Map.of("address", "0x" + "a".repeat(64), "message", "m", "signature", "AAAA");
            case "/api/v1/admin/users/{id}" -> Map.of("plan", "free");
            case "/api/v1/admin/users/import" ->
                Map.of("accounts", List.of(Map.of("email", "a@example.test", "password_hash", "x")));
            case "/api/v1/admin/users/{id}/impersonation" -> Map.of("reason", "because of a ticket");
            default -> Map.of();
        };
    }

    private String concrete(String template) {
        String path = template.startsWith("/api/v1/teams/") ? template.replace("{id}", team) : template;
        path = template.startsWith("/api/v1/admin/users/") ? path.replace("{id}", owner.id) : path;
        return path.replace("{user}", owner.id)
                .replace("{address}", "0x" + "a".repeat(64))
                .replace("{token}", "x".repeat(43))
                .replaceAll("\\{[a-z]+}", UUID.randomUUID().toString());
    }
}
