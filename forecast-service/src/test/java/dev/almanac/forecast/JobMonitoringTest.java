package dev.almanac.forecast;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class JobMonitoringTest {

    private final UUID owner = UUID.randomUUID();

    @TestHTTPResource("/")
    URI service;

    @ConfigProperty(name = "quarkus.management.test-port")
    int managementPort;

    @Test
    void peopleSeeTheirOwnJobsAndAdministratorsAll() throws Exception {
        String id = submit("high");
        as("user").get("/api/v1/jobs").then().body("items", hasSize(1)).body("items[0].priority", equalTo("high"));
        stranger("user").get("/api/v1/jobs").then().body("items.id", not(hasItem(id)));
        stranger("admin").get("/api/v1/jobs?status=running").then().body("items.id", hasItem(id));
        as("user").get("/api/v1/jobs?status=lost").then().statusCode(400);
        stranger("admin").delete("/api/v1/jobs/" + id).then().statusCode(204);
    }

    @Test
    void theQueueIsForAdministrators() throws Exception {
        String id = submit("normal");
        stranger("admin")
                .get("/api/v1/jobs/queue")
                .then()
                .statusCode(200)
                .body("running", greaterThanOrEqualTo(1))
                .body("workers.jobs.flatten()", hasItem(id));
        as("user").get("/api/v1/jobs/queue").then().statusCode(403);
        as("user").delete("/api/v1/jobs/" + id).then().statusCode(204);
    }

    @Test
    void dashboardsFindTheirMetrics() throws Exception {
        submit("normal");
        String metrics = given().port(managementPort).get("/q/metrics").asString();
        for (String name : List.of("job_queue_length", "workflow_created_total", "db_connections_active")) {
            assertTrue(metrics.contains("\n" + name), name);
        }
    }

    @Test
    void whatWasCancelledCanBeTriedAgainAndStrangersCannot() throws Exception {
        String id = submit("low");
        as("user").post("/api/v1/jobs/" + id + "/retry").then().statusCode(409);
        stranger("user").delete("/api/v1/jobs/" + id).then().statusCode(404);
        as("user").delete("/api/v1/jobs/" + id).then().statusCode(204);
        as("user").delete("/api/v1/jobs/" + id).then().statusCode(404);
        stranger("user").post("/api/v1/jobs/" + id + "/retry").then().statusCode(404);
        as("user")
                .post("/api/v1/jobs/" + id + "/retry")
                .then()
                .statusCode(200)
                .body("status", equalTo("queued"))
                .body("progress.done", equalTo(19));
        as("user").delete("/api/v1/jobs/" + id).then().statusCode(204);
    }

    @Test
    void aDeadlineThatHasPassedIsRefused() {
        as("user")
                .contentType("application/json")
                .body(Map.of("dataset_id", dataset(), "horizon", 6, "deadline", "2020-01-01T00:00:00Z"))
                .post("/api/v1/forecasts")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("deadline"));
    }

    /// A job that runs until it is cancelled.
    private String submit(String priority) throws Exception {
        String id = as("user")
                .contentType("application/json")
                .body(Map.of("dataset_id", dataset(), "horizon", 6, "priority", priority))
                .post("/api/v1/forecasts")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        SocketListener.of(service, "jobs/" + id, owner).first("\"done\":19");
        return id;
    }

    private RequestSpecification as(String role) {
        return given().auth().oauth2(TestTokens.user(owner, role));
    }

    private static RequestSpecification stranger(String role) {
        return given().auth().oauth2(TestTokens.user(UUID.randomUUID(), role));
    }

    private static String dataset() {
        return "00000020" + UUID.randomUUID().toString().substring(8, 35) + "e";
    }
}
