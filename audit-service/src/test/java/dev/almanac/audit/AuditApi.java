package dev.almanac.audit;

import static io.restassured.RestAssured.given;

import dev.almanac.kit.testing.TestTokens;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// audit-service as producers and people call it.
public final class AuditApi {

    public static final String SOURCE = "data-service";

    private AuditApi() {}

    public static RequestSpecification producer() {
        return given().auth()
                .oauth2(TestTokens.token(
                        "audit-service", Map.of("sub", SOURCE, "groups", List.of("scope:events:append")), 600))
                .contentType("application/cloudevents-batch+json");
    }

    public static Response append(String... events) {
        return producer().body("[" + String.join(",", events) + "]").post("/internal/events");
    }

    /// @return the places of the events in the log
    public static List<Integer> seqs(String... events) {
        return append(events).then().statusCode(200).extract().path("results.seq");
    }

    public static int seq(String event) {
        return seqs(event).getFirst();
    }

    public static RequestSpecification as(UUID user, String role) {
        return given().auth().oauth2(TestTokens.user(user, role));
    }

    public static RequestSpecification auditor() {
        return as(new UUID(0, 1), "auditor");
    }

    public static RequestSpecification eraser() {
        return given().auth()
                .oauth2(TestTokens.token(
                        "audit-service", Map.of("sub", "auth-service", "groups", List.of("scope:erase")), 600))
                .contentType("application/json");
    }

    public static String event(UUID user, String id, String type, String subject) {
        return event(user, user, id, type, subject);
    }

    /// An event with one personal field, `someone@example.test`.
    public static String event(UUID tenant, UUID actor, String id, String type, String subject) {
        return """
                {"specversion":"1.0","id":"%s","source":"%s","type":"%s","subject":"%s",
                 "time":"2026-01-02T03:04:05.678Z","data":{"tenant":"%s","actor":"%s","request_id":"request-%s",
                 "public":{"rows":3},"personal":{"email":"someone@example.test"}}}""".formatted(id, SOURCE, type, subject, tenant, actor, id);
    }
}
