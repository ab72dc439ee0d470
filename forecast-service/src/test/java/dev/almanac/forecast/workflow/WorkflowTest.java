package dev.almanac.forecast.workflow;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.forecast.NeighbourServices;
import dev.almanac.kit.Ids;
import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class WorkflowTest {

    private final UUID owner = UUID.randomUUID();

    @Inject
    Pool database;

    @Inject
    MeterRegistry metrics;

    @Test
    void aWorkflowIsMadeListedChangedPausedAndDeletedByItsOwner() {
        String id = create(dataset(3, 'a')).statusCode(201).extract().path("id");
        String path = "/api/v1/workflows/" + id;
        as(owner)
                .get(path)
                .then()
                .header("ETag", "\"1\"")
                .body("type", equalTo("forecast"))
                .body("request.horizon", equalTo(6))
                .body("next_run_at", notNullValue());
        patch(path, "\"7\"", Map.of("name", "other")).statusCode(412);
        patch(path, "\"1\"", Map.of("paused", true))
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("$", not(hasKey("next_run_at")));
        patch(path, "*", Map.of("paused", false, "cron", "0 7 * * 1", "timezone", "Europe/Berlin"))
                .body("next_run_at", notNullValue());
        as(owner).get("/api/v1/workflows").then().body("items", hasSize(1));
        as(UUID.randomUUID()).get(path).then().statusCode(404);
        as(UUID.randomUUID()).delete(path).then().statusCode(404);
        as(owner).delete(path).then().statusCode(204);
        as(owner).get(path).then().statusCode(404);
    }

    @Test
    void whatCannotBeDoneIsRefusedWhenItIsSetUp() {
        refused(Map.of("cron", "61 * * * *")).body("errors[0].field", equalTo("cron"));
        refused(Map.of("cron", "* * * * *")).body("errors[0].code", equalTo("too-often"));
        refused(Map.of("cron", "0,20,40,59 * * * *")).body("errors[0].code", equalTo("too-often"));
        refused(Map.of("timezone", "Mars/Olympus")).body("detail", startsWith("cron no time zone"));
        refused(Map.of("type", "coffee"));
        refused(Map.of("request", Map.of("dataset_id", dataset(1, 'a'), "horizon", 0)))
                .body("errors[0].field", equalTo("horizon"));
        refused(Map.of("request", Map.of("dataset_id", dataset(1, 'a'), "horizon", 3, "version", 1)))
                .body("errors[0].field", equalTo("request.version"));
        refused(Map.of("request", Map.of("horizon", 3))).body("errors[0].field", equalTo("request.dataset_id"));
        create(dataset(0, 'a')).statusCode(404);
    }

    @Test
    void theSameKeyMakesOneWorkflow() {
        Map<String, Object> body = body(dataset(1, 'a'), Map.of());
        String first = send(body)
                .header("Idempotency-Key", "k")
                .post("/api/v1/workflows")
                .path("id");
        String second = send(body)
                .header("Idempotency-Key", "k")
                .post("/api/v1/workflows")
                .path("id");
        assertEquals(first, second);
    }

    @Test
    void aRunMakesAForecastAndEndsWithIt() {
        double before = count("workflow_completed_total");
        String id = create(dataset(3, 'a')).extract().path("id");
        as(owner)
                .post("/api/v1/workflows/" + id + "/run")
                .then()
                .statusCode(202)
                .body("trigger", equalTo("person"));
        JsonPath run = ended(id);
        assertEquals("succeeded", run.getString("items[0].status"));
        as(owner)
                .get("/api/v1/forecasts/" + run.getString("items[0].job_id"))
                .then()
                .body("status", equalTo("succeeded"))
                .body("horizon", equalTo(6));
        await("the run is counted").until(() -> count("workflow_completed_total") > before);
    }

    @Test
    void aBacktestComesAgainToo() {
        Map<String, Object> request =
                Map.of("dataset_id", dataset(2, 'a'), "horizon", 3, "windows", 2, "models", List.of("ets"));
        String id = send(body(dataset(2, 'a'), Map.of("type", "backtest", "request", request)))
                .post("/api/v1/workflows")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        as(owner).post("/api/v1/workflows/" + id + "/run").then().statusCode(202);
        assertEquals("succeeded", ended(id).getString("items[0].status"));
    }

    @Test
    void oneRunAtATimeAndWhatComesMeanwhileIsSkipped() {
        String id = create(dataset(3, 'e')).extract().path("id");
        as(owner).post("/api/v1/workflows/" + id + "/run").then().statusCode(202);
        as(owner)
                .post("/api/v1/workflows/" + id + "/run")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/workflow-running"));
        dueSince(id, "1 minute");
        await("the time was skipped")
                .until(() -> runs(id).getList("items.status").contains("skipped"));
        await("the job runs")
                .until(() -> runs(id).getList("items.job_id").stream().anyMatch(job -> job != null));
        String job = runs(id).getString("items.find { it.status == 'running' }.job_id");
        as(owner).delete("/api/v1/jobs/" + job).then().statusCode(204);
        await("the run has failed").until(() -> runs(id).getList("items.status").contains("failed"));
    }

    @Test
    void timesThatNobodyWasThereForRunOnceAndAreCounted() {
        String id = create(dataset(3, 'a')).extract().path("id");
        dueSince(id, "3 days 1 hour");
        JsonPath runs = ended(id);
        assertEquals(1, runs.getList("items").size());
        assertEquals("schedule", runs.getString("items[0].trigger"));
        assertTrue(runs.getInt("items[0].missed") >= 2, runs::prettify);
        as(owner).get("/api/v1/workflows/" + id).then().body("next_run_at", notNullValue());
    }

    @Test
    void aServiceThatIsAwayIsAskedAgainAndAMissingDatasetIsNot() {
        String away = create(dataset(3, 'f')).extract().path("id");
        as(owner).post("/api/v1/workflows/" + away + "/run").then().statusCode(202);
        JsonPath run = ended(away);
        assertEquals("succeeded", run.getString("items[0].status"), run::prettify);

        String gone = create(dataset(3, 'd')).extract().path("id");
        as(owner).post("/api/v1/workflows/" + gone + "/run").then().statusCode(202);
        JsonPath failed = ended(gone);
        assertEquals("failed", failed.getString("items[0].status"));
        assertEquals(0, failed.getInt("items[0].tries"));
        assertTrue(failed.getString("items[0].error").startsWith("The dataset is gone"), failed::prettify);
    }

    @Test
    void whatWaitsForItsNextTryEndsWithAPauseOrIsTriedAtOnce() {
        String id = create(dataset(3, 'a')).extract().path("id");
        String path = "/api/v1/workflows/" + id;
        waiting(id);
        patch(path, "*", Map.of("paused", true)).statusCode(200);
        assertEquals("failed", runs(id).getString("items[0].status"));
        assertEquals("The workflow was paused", runs(id).getString("items[0].error"));

        UUID second = waiting(id);
        as(owner).post(path + "/run").then().statusCode(202).body("id", equalTo(second.toString()));
        assertEquals("succeeded", ended(id).getString("items[0].status"));
    }

    @Test
    void aPausedWorkflowIsNotTriedAgainWhenItsJobFails() {
        String id = send(body(dataset(3, 'e'), Map.of("retries", 5)))
                .post("/api/v1/workflows")
                .path("id");
        dueSince(id, "1 minute");
        await("the job runs").until(() -> runs(id).getString("items[0].job_id") != null);
        patch("/api/v1/workflows/" + id, "*", Map.of("paused", true)).statusCode(200);
        database.preparedQuery("UPDATE forecast SET deadline = now() WHERE id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(runs(id).getString("items[0].job_id"))));
        assertEquals("failed", ended(id).getString("items[0].status"));
    }

    /// A run that failed once and would be tried again in an hour.
    private UUID waiting(String workflow) {
        UUID run = Ids.next();
        database.preparedQuery("""
                        INSERT INTO workflow_run (id, workflow_id, type, due_at, trigger, status, missed, tries, claim_after)
                        VALUES ($1, $2, 'forecast', now(), 'schedule', 'due', 0, 1, now() + interval '1 hour')""").executeAndAwait(Tuple.of(run, UUID.fromString(workflow)));
        return run;
    }

    @Test
    void whoLeavesATeamLeavesItsWorkflowsToo() {
        UUID team = UUID.randomUUID();
        RequestSpecification member = given().auth().oauth2(TestTokens.member(owner, team, "member"));
        String id = member.contentType("application/json")
                .body(body(dataset(3, 'a'), Map.of("team_id", team)))
                .post("/api/v1/workflows")
                .path("id");
        String path = "/api/v1/workflows/" + id;
        NeighbourServices.leave(team);
        member.post(path + "/run").then().statusCode(202);
        await("the run has failed")
                .until(() -> member.get(path + "/runs")
                        .jsonPath()
                        .getList("items.status")
                        .contains("failed"));
        assertEquals(
                "Whoever set it up makes nothing in the team any more",
                member.get(path + "/runs").path("items[0].error"));
        await("the mail")
                .until(() -> NeighbourServices.told().stream()
                        .anyMatch(mail ->
                                mail.contains(team.toString()) && mail.contains("The workflow nightly could not run")));
    }

    @Test
    void howeverManyTimesWereMissedTheNewestRunsAlone() {
        String id = send(body(dataset(3, 'a'), Map.of("cron", "*/5 * * * *")))
                .post("/api/v1/workflows")
                .path("id");
        dueSince(id, "10 days");
        JsonPath runs = ended(id);
        assertEquals(1, runs.getList("items").size());
        assertTrue(runs.getInt("items[0].missed") >= 2_879, runs::prettify);
        Instant next = Instant.parse(as(owner).get("/api/v1/workflows/" + id).path("next_run_at"));
        assertTrue(next.isAfter(Instant.now().minusSeconds(60)), next::toString);
    }

    private JsonPath ended(String id) {
        await("the run is over").until(() -> {
            List<String> statuses = runs(id).getList("items.status");
            return !statuses.isEmpty() && !statuses.contains("due") && !statuses.contains("running");
        });
        return runs(id);
    }

    private JsonPath runs(String id) {
        return as(owner).get("/api/v1/workflows/" + id + "/runs").jsonPath();
    }

    /// As if every replica had been away.
    private void dueSince(String id, String interval) {
        database.preparedQuery(
                        "UPDATE workflow SET next_run_at = next_run_at - (next_run_at - now()) - $2::text::interval"
                                + " WHERE id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(id), interval));
    }

    private double count(String name) {
        return metrics.counter(name, "type", "forecast").count();
    }

    private ValidatableResponse create(String dataset) {
        return send(body(dataset, Map.of())).post("/api/v1/workflows").then();
    }

    private ValidatableResponse refused(Map<String, Object> part) {
        return send(body(dataset(1, 'a'), part))
                .post("/api/v1/workflows")
                .then()
                .statusCode(400);
    }

    private ValidatableResponse patch(String path, String ifMatch, Map<String, Object> change) {
        return send(change).header("If-Match", ifMatch).patch(path).then();
    }

    private RequestSpecification send(Map<String, Object> body) {
        return as(owner).contentType("application/json").body(body);
    }

    private static Map<String, Object> body(String dataset, Map<String, Object> part) {
        Map<String, Object> body = new HashMap<>(Map.of(
                "name",
                "nightly",
                "type",
                "forecast",
                "cron",
                "30 6 * * *",
                "request",
                Map.of("dataset_id", dataset, "horizon", 6)));
        body.putAll(part);
        return body;
    }

    private static RequestSpecification as(UUID user) {
        return given().auth().oauth2(TestTokens.user(user, "user"));
    }

    private static String dataset(int series, char kind) {
        String random = UUID.randomUUID().toString();
        return "%08d%s%c".formatted(series, random.substring(8, random.length() - 1), kind);
    }
}
