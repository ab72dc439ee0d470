package dev.almanac.forecast;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.almanac.forecast.job.Meter;
import dev.almanac.kit.problem.ProblemException;
import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class UsageTest {

    private final UUID owner = UUID.randomUUID();

    @TestHTTPResource("/")
    URI service;

    @Inject
    Pool database;

    @Inject
    Meter meter;

    @Test
    void aJobIsEstimatedShownAndChargedWhenItRan() throws Exception {
        String dataset = dataset(3, 'a');
        send(Map.of("forecast", Map.of("dataset_id", dataset, "horizon", 6, "model", "ets")))
                .post("/api/v1/usage/estimate")
                .then()
                .statusCode(200)
                .body("units", equalTo(18))
                .body("fits", equalTo(true));
        String id = submit(dataset, "ets")
                .body("cost.estimated", equalTo(18))
                .extract()
                .path("id");
        SocketListener.of(service, "jobs/" + id, owner).ended();
        as().get("/api/v1/forecasts/" + id).then().body("cost.charged", equalTo(18));
        as().get("/api/v1/usage")
                .then()
                .body("units", equalTo(18))
                .body("days", hasSize(1))
                .body("days[0].kind", equalTo("forecast"))
                .body("days[0].series", equalTo(3))
                .body("datasets[0].dataset_id", equalTo(dataset))
                .body("models[0].model", equalTo("ets"))
                .body("budget.used", equalTo(18))
                .body("budget.reserved", equalTo(0));
    }

    @Test
    void aSearchForAnomaliesCostsAUnitASeries() {
        List<Integer> values = IntStream.range(0, 40).map(i -> i % 7).boxed().toList();
        send(Map.of("series", List.of(Map.of("values", values), Map.of("id", "b", "values", values))))
                .post("/api/v1/anomalies")
                .then()
                .statusCode(200);
        as().get("/api/v1/usage")
                .then()
                .body("units", equalTo(2))
                .body("days[0].kind", equalTo("anomalies"))
                .body("days[0].series", equalTo(2));
        send(Map.of("hard", 3)).put("/api/v1/usage/budget").then().statusCode(200);
        send(Map.of("series", List.of(Map.of("values", values), Map.of("id", "b", "values", values))))
                .post("/api/v1/anomalies")
                .then()
                .statusCode(402)
                .body("detail", equalTo("It takes 2 units; 1 are left this month"));
    }

    @Test
    void callsThatAreBeingComputedHoldTheirUnits() {
        send(Map.of("hard", 10)).put("/api/v1/usage/budget").then().statusCode(200);
        Meter.Hold first = held(6, Duration.ofMinutes(1));
        as().get("/api/v1/usage").then().body("budget.reserved", equalTo(6)).body("budget.left", equalTo(4));
        assertThrows(ProblemException.class, () -> held(6, Duration.ofMinutes(1)));
        meter.letGo(first).await().indefinitely();
        held(6, Duration.ZERO);
        as().get("/api/v1/usage").then().body("budget.reserved", equalTo(0));
        held(10, Duration.ofMinutes(1));
        long rows = database.preparedQuery("SELECT count(*) FROM usage_hold WHERE owner_id = $1")
                .executeAndAwait(Tuple.of(owner))
                .iterator()
                .next()
                .getLong(0);
        assertEquals(1, rows, "what was forgotten is gone");
        assertEquals(Meter.Hold.UNLIMITED, held(0, Duration.ofMinutes(1)), "nothing costs nothing");
    }

    private Meter.Hold held(long units, Duration atMost) {
        return meter.hold(owner, units, atMost).await().indefinitely();
    }

    @Test
    void whatIsDoneWithinARequestIsChargedToo() {
        List<Integer> values = IntStream.range(0, 40).map(i -> i % 7).boxed().toList();
        send(Map.of("series", List.of(Map.of("values", values)), "horizon", 5, "model", "theta"))
                .post("/api/v1/forecast")
                .then()
                .statusCode(200);
        as().get("/api/v1/usage").then().body("units", equalTo(5)).body("days[0].kind", equalTo("inline"));
    }

    @Test
    void aCancelledJobIsChargedForWhatWasDoneAndTheRestWhenItGoesOn() throws Exception {
        String id = submit(dataset(20, 'e'), "ets").extract().path("id");
        SocketListener listener = SocketListener.of(service, "jobs/" + id, owner);
        listener.first("\"done\":19");
        as().get("/api/v1/usage").then().body("budget.reserved", equalTo(6));
        as().delete("/api/v1/forecasts/" + id).then().statusCode(204);
        listener.ended();
        as().get("/api/v1/usage").then().body("units", equalTo(19 * 6)).body("budget.reserved", equalTo(0));
        as().post("/api/v1/jobs/" + id + "/retry").then().statusCode(200);
        as().delete("/api/v1/forecasts/" + id).then().statusCode(204);
        as().get("/api/v1/usage").then().body("units", equalTo(19 * 6));
    }

    @Test
    void aHardBudgetRefusesWhatHasNoRoomAlsoAmongRacers() throws Exception {
        send(Map.of("soft", 20, "hard", 40))
                .put("/api/v1/usage/budget")
                .then()
                .statusCode(200)
                .body("left", equalTo(40));
        String dataset = dataset(3, 'e');
        List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
        List<Thread> racers = IntStream.range(0, 6)
                .mapToObj(i -> Thread.ofVirtual()
                        .start(() ->
                                statuses.add(submit(dataset, "ets").extract().statusCode())))
                .toList();
        for (Thread racer : racers) {
            racer.join();
        }
        assertEquals(2, statuses.stream().filter(status -> status == 202).count(), statuses::toString);
        submit(dataset, "ets")
                .statusCode(402)
                .body("type", equalTo("/problems/budget-exceeded"))
                .body("detail", startsWith("It takes 18 units; 4 are left"));
        send(Map.of("series", List.of(Map.of("values", List.of(1, 2, 3, 4))), "horizon", 5, "model", "theta"))
                .post("/api/v1/forecast")
                .then()
                .statusCode(402);
        send(Map.of("soft", 50, "hard", 40)).put("/api/v1/usage/budget").then().statusCode(400);
    }

    @Test
    void anImposedBudgetIsTheAdministratorsToChange() {
        given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), "admin"))
                .contentType("application/json")
                .body(Map.of("hard", 10))
                .put("/api/v1/admin/usage/budgets/" + owner)
                .then()
                .statusCode(200)
                .body("imposed", equalTo(true));
        send(Map.of("hard", 1_000)).put("/api/v1/usage/budget").then().statusCode(403);
        as().put("/api/v1/admin/usage/budgets/" + owner).then().statusCode(403);
        submit(dataset(3, 'a'), "ets").statusCode(402);
    }

    @Test
    void anImposedBudgetHoldsForWhatOneDoesInTeamsToo() {
        UUID team = UUID.randomUUID();
        String dataset = dataset(3, 'e');
        send(Map.of("hard", 10)).put("/api/v1/usage/budget").then().statusCode(200);
        inTeam(team, dataset).statusCode(202);
        admin(Map.of("hard", 30))
                .put("/api/v1/admin/usage/budgets/" + owner)
                .then()
                .body("reserved", equalTo(18));
        inTeam(team, dataset).statusCode(402).body("detail", startsWith("It takes 18 units; 12 are left"));
        member(team, "member")
                .body(Map.of("forecast", Map.of("dataset_id", dataset, "horizon", 6, "model", "ets", "team_id", team)))
                .post("/api/v1/usage/estimate")
                .then()
                .body("fits", equalTo(false));
    }

    @Test
    void anImposedSoftLimitIsToldForWhatOneDoesInTeamsToo() throws Exception {
        admin(Map.of("soft", 10))
                .put("/api/v1/admin/usage/budgets/" + owner)
                .then()
                .statusCode(200);
        inTeam(UUID.randomUUID(), dataset(3, 'a')).statusCode(202);
        await("the mail")
                .until(() -> NeighbourServices.told().stream()
                        .anyMatch(mail -> mail.contains(owner.toString())
                                && mail.contains("18 units are used this month; the soft limit is 10")));
    }

    @Test
    void aTeamHasABudgetOfItsOwn() {
        UUID team = UUID.randomUUID();
        String dataset = dataset(3, 'e');
        Map<String, Object> budget = Map.of("team_id", team, "hard", 20);
        member(team, "member").body(budget).put("/api/v1/usage/budget").then().statusCode(403);
        member(team, "admin").body(budget).put("/api/v1/usage/budget").then().statusCode(200);
        inTeam(team, dataset).statusCode(202);
        inTeam(team, dataset).statusCode(402);
        submit(dataset, "ets").statusCode(202);
    }

    @Test
    void aSoftLimitThatIsSetBelowWhatIsUsedIsToldAtOnce() {
        callForTwoSeries("drift").statusCode(200).body("cost.charged", equalTo(10));
        send(Map.of("soft", 4))
                .put("/api/v1/usage/budget")
                .then()
                .statusCode(200)
                .body("used", equalTo(10));
        await("the mail")
                .until(() -> NeighbourServices.told().stream()
                        .anyMatch(mail -> mail.contains(owner.toString())
                                && mail.contains("10 units are used this month; the soft limit is 4")));
    }

    @Test
    void sumsOfAHierarchyComeFree() {
        callForTwoSeries("drift", Map.of("hierarchy", Map.of("children", Map.of("all", List.of("a", "b")))))
                .statusCode(200)
                .body("forecasts", hasSize(3))
                .body("cost.estimated", equalTo(10));
        as().get("/api/v1/usage").then().body("units", equalTo(10)).body("days[0].series", equalTo(2));
    }

    @Test
    void aCallIsEstimatedByItsSize() {
        send(Map.of("call", Map.of("series", 3, "horizon", 12)))
                .post("/api/v1/usage/estimate")
                .then()
                .statusCode(200)
                .body("units", equalTo(3 * 12 * 4));
        send(Map.of()).post("/api/v1/usage/estimate").then().statusCode(400);
        send(Map.of("call", Map.of("series", 3, "horizon", 12, "model", "magic")))
                .post("/api/v1/usage/estimate")
                .then()
                .statusCode(400);
        send(Map.of("forecast", Map.of("dataset_id", dataset(3, 'a'), "horizon", 6, "version", 7)))
                .post("/api/v1/usage/estimate")
                .then()
                .statusCode(404);
    }

    private ValidatableResponse callForTwoSeries(String model) {
        return callForTwoSeries(model, Map.of());
    }

    private ValidatableResponse callForTwoSeries(String model, Map<String, Object> more) {
        List<Integer> values = IntStream.range(0, 40).map(i -> i % 7).boxed().toList();
        Map<String, Object> body = new HashMap<>(Map.of(
                "series",
                List.of(Map.of("id", "a", "values", values), Map.of("id", "b", "values", values)),
                "horizon",
                5,
                "model",
                model));
        body.putAll(more);
        return send(body).post("/api/v1/forecast").then();
    }

    private ValidatableResponse inTeam(UUID team, String dataset) {
        return member(team, "member")
                .body(Map.of("dataset_id", dataset, "horizon", 6, "model", "ets", "team_id", team))
                .post("/api/v1/forecasts")
                .then();
    }

    private RequestSpecification member(UUID team, String role) {
        return given().auth().oauth2(TestTokens.member(owner, team, role)).contentType("application/json");
    }

    private static RequestSpecification admin(Map<String, Object> body) {
        return given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), "admin"))
                .contentType("application/json")
                .body(body);
    }

    @Test
    void recordsComeOnceInOrderUnderIdsThatStay() {
        for (int i = 0; i < 3; i++) {
            send(Map.of("series", List.of(Map.of("values", List.of(1, 2, 3, 4, 5))), "horizon", 2, "model", "drift"))
                    .post("/api/v1/forecast")
                    .then()
                    .statusCode(200);
        }
        as().get("/api/v1/usage/records").then().body("items", hasSize(0));
        database.preparedQuery("UPDATE usage_record SET id = uuidv7(interval '-2 minutes') WHERE owner_id = $1")
                .executeAndAwait(Tuple.of(owner));
        List<String> ids = as().get("/api/v1/usage/records").path("items.id");
        assertEquals(3, ids.size());
        assertEquals(ids.stream().sorted().toList(), ids);
        String cursor = as().get("/api/v1/usage/records?limit=2").path("next_cursor");
        String last = as().get("/api/v1/usage/records?limit=2&cursor=" + cursor)
                .then()
                .body("items.id", contains(ids.get(2)))
                .body("items.units", everyItem(equalTo(2)))
                .extract()
                .path("next_cursor");
        as().get("/api/v1/usage/records?cursor=" + last)
                .then()
                .body("items", hasSize(0))
                .body("$", not(hasKey("next_cursor")));
        given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), "user"))
                .get("/api/v1/usage/records")
                .then()
                .body("items", hasSize(0));
        as().get("/api/v1/usage?team_id=" + UUID.randomUUID()).then().statusCode(404);
    }

    private ValidatableResponse submit(String dataset, String model) {
        return send(Map.of("dataset_id", dataset, "horizon", 6, "model", model))
                .post("/api/v1/forecasts")
                .then();
    }

    private RequestSpecification send(Map<String, Object> body) {
        return as().contentType("application/json").body(body);
    }

    private RequestSpecification as() {
        return given().auth().oauth2(TestTokens.user(owner, "user"));
    }

    private static String dataset(int series, char kind) {
        return "%08d%s%c".formatted(series, UUID.randomUUID().toString().substring(8, 35), kind);
    }
}
