package dev.almanac.forecast.council;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.almanac.forecast.NeighbourServices;
import dev.almanac.forecast.SocketListener;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class CouncilTest {

    private final UUID owner = UUID.randomUUID();
    private final UUID admin = UUID.randomUUID();
    private final List<UUID> operators =
            IntStream.range(0, 3).mapToObj(i -> UUID.randomUUID()).toList();

    @TestHTTPResource("/")
    URI service;

    @Inject
    Pool database;

    @Inject
    ProposalDeadlines deadlines;

    @Test
    void aModelComesToProductionByTwoOfThreeAndNotWithoutThem() {
        String council = council(2);
        String model = candidate();
        as(owner, "lab")
                .contentType("application/json")
                .body(Map.of("stage", "production"))
                .patch("/api/v1/models/" + model + "/versions/1")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/council-decides"));
        String proposal =
                propose(owner, "lab", council, model).statusCode(201).extract().path("id");
        propose(owner, "lab", council, model).statusCode(409).body("type", equalTo("/problems/proposal-open"));
        vote(operators.get(0), council, proposal, "no").body("count.no", equalTo(1));
        vote(operators.get(0), council, proposal, "yes")
                .body("count.no", equalTo(0))
                .body("count.yes", equalTo(1))
                .body("status", equalTo("open"));
        vote(operators.get(1), council, proposal, "yes")
                .body("status", equalTo("approved"))
                .body("outcome", equalTo("version 1 is at the stage production"))
                .body("$", not(hasKey("texts")));
        as(owner, "user").get("/api/v1/models/" + model).then().body("production", equalTo(1));
        await("the notice")
                .until(() -> NeighbourServices.told().stream()
                        .anyMatch(told -> told.contains("The proposal to promote a model is approved by the council")
                                && told.contains(owner.toString())
                                && operators.stream().allMatch(operator -> told.contains(operator.toString()))));
        vote(operators.get(2), council, proposal, "no")
                .statusCode(409)
                .body("type", equalTo("/problems/proposal-closed"));
        List<String> types =
                database.query("SELECT event::json ->> 'type' FROM audit_outbox").executeAndAwait().stream()
                        .map(row -> row.getString(0))
                        .toList();
        assertTrue(
                types.containsAll(List.of("council.created", "council.proposed", "council.voted", "council.decided")));
    }

    @Test
    void aProposerDoesNotDecideAlone() {
        String council = council(1);
        String proposal = propose(operators.get(0), "council_operator", council, candidate())
                .statusCode(201)
                .extract()
                .path("id");
        vote(operators.get(0), council, proposal, "yes").body("status", equalTo("open"));
        vote(operators.get(1), council, proposal, "yes").body("status", equalTo("approved"));
    }

    @Test
    void onlyAssignedOperatorsVote() {
        String council = council(2);
        String proposal = propose(owner, "lab", council, candidate()).extract().path("id");
        vote(UUID.randomUUID(), council, proposal, "yes").statusCode(404);
        as(operators.get(0), "user")
                .contentType("application/json")
                .body(Map.of("proposal_id", proposal, "choice", "yes"))
                .post("/api/v1/councils/" + council + "/vote")
                .then()
                .statusCode(403);
        as(UUID.randomUUID(), "council_operator")
                .get("/api/v1/councils/" + council)
                .then()
                .statusCode(404);
        as(operators.get(0), "council_operator").get("/api/v1/councils").then().body("items.id", hasItem(council));
        as(operators.get(0), "council_operator")
                .get("/api/v1/admin/councils")
                .then()
                .statusCode(403);
    }

    @Test
    void thoseForWhomItDecidesSeeWhatIsTheirsAndNothingOfOthers() {
        UUID neighbour = UUID.randomUUID();
        String council = council(2, List.of(owner, neighbour));
        String proposal = propose(owner, "lab", council, candidate()).extract().path("id");
        as(owner, "user").get("/api/v1/councils").then().body("items.id", hasItem(council));
        read(owner, "user", council, proposal).statusCode(200).body("status", equalTo("open"));
        as(neighbour, "user")
                .get("/api/v1/councils/" + council)
                .then()
                .statusCode(200)
                .body("governs", equalTo(List.of(neighbour.toString())));
        as(neighbour, "user")
                .get("/api/v1/councils/" + council + "/proposals")
                .then()
                .statusCode(200)
                .body("items", hasSize(0));
        read(neighbour, "user", council, proposal).statusCode(404);
        UUID stranger = UUID.randomUUID();
        as(stranger, "user").get("/api/v1/councils").then().body("items", hasSize(0));
        as(stranger, "user").get("/api/v1/councils/" + council).then().statusCode(404);
    }

    @Test
    void whoIsRemovedInBetweenDoesNotCountAndOpenProposalsAreCountedAgain() {
        String council = council(2);
        String proposal = propose(owner, "lab", council, candidate()).extract().path("id");
        vote(operators.get(0), council, proposal, "yes");
        setOperators(council, operators.subList(1, 3));
        read(council, proposal).body("count.yes", equalTo(0)).body("status", equalTo("open"));
        vote(operators.get(0), council, proposal, "yes").statusCode(404);
        vote(operators.get(1), council, proposal, "no").body("status", equalTo("rejected"));

        String second = propose(owner, "lab", council, candidate()).extract().path("id");
        vote(operators.get(1), council, second, "no").body("status", equalTo("rejected"));
    }

    @Test
    void racersForTheLastVoteDecideOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            String council = council(2);
            String model = candidate();
            String proposal = propose(owner, "lab", council, model).extract().path("id");
            List<Integer> statuses = Collections.synchronizedList(new ArrayList<>());
            List<Thread> racers = operators.stream()
                    .map(operator -> Thread.ofVirtual()
                            .start(() -> statuses.add(vote(operator, council, proposal, "yes")
                                    .extract()
                                    .statusCode())))
                    .toList();
            for (Thread racer : racers) {
                racer.join();
            }
            read(council, proposal).body("status", equalTo("approved"));
            assertEquals(
                    1,
                    database.preparedQuery("""
                                    SELECT count(*) FROM audit_outbox WHERE event::json ->> 'type' = 'council.decided'
                                        AND event::json -> 'data' -> 'public' ->> 'proposal' = $1""")
                            .executeAndAwait(Tuple.of(proposal))
                            .iterator()
                            .next()
                            .getInteger(0));
            assertEquals(2, statuses.stream().filter(status -> status == 200).count(), statuses::toString);
        }
    }

    @Test
    void anAdministratorChangesForWhomItDecides() {
        UUID neighbour = UUID.randomUUID();
        String council = council(2);
        String proposal = propose(owner, "lab", council, candidate()).extract().path("id");
        govern(council, List.of(neighbour));
        read(council, proposal).body("status", equalTo("expired")).body("outcome", startsWith("The council decides"));
        vote(operators.get(0), council, proposal, "yes").statusCode(409);
        String free = candidate();
        stage(owner, free, "production").statusCode(200);
        as(neighbour, "user").get("/api/v1/councils").then().body("items.id", hasItem(council));
        as(owner, "lab")
                .put("/api/v1/admin/councils/" + council + "/governs")
                .then()
                .statusCode(403);

        as(admin, "admin").delete("/api/v1/admin/councils/" + council).then().statusCode(204);
        as(admin, "admin").get("/api/v1/councils/" + council).then().statusCode(404);
        as(admin, "admin").delete("/api/v1/admin/councils/" + council).then().statusCode(404);
    }

    /// The log takes no value of more than 10,000 characters.
    @Test
    void theLogTakesCouncilsOfManyPeople() {
        String council = council(2);
        govern(council, Stream.generate(UUID::randomUUID).limit(450).toList());
        int longest = database.preparedQuery("""
                        SELECT max(length(value)) FROM audit_outbox, json_each_text(event::json -> 'data' -> 'personal')
                        WHERE event::json ->> 'subject' = $1""")
                .executeAndAwait(Tuple.of("council/" + council))
                .iterator()
                .next()
                .getInteger(0);
        assertTrue(longest > 5_000 && longest < 10_000, () -> longest + " characters");
    }

    @Test
    void aRetirementIsDecidedTooAndTheLogTellsOfTheModel() {
        String council = council(2);
        String model = candidate();
        stage(owner, model, "retired").statusCode(409);
        as(owner, "lab").delete("/api/v1/models/" + model).then().statusCode(409);
        String proposal = propose(owner, "lab", council, model, "retire_model")
                .statusCode(201)
                .extract()
                .path("id");
        vote(operators.get(0), council, proposal, "abstain").body("count.abstain", equalTo(1));
        vote(operators.get(1), council, proposal, "yes").body("status", equalTo("open"));
        vote(operators.get(2), council, proposal, "yes").body("outcome", equalTo("version 1 is at the stage retired"));
        var staged = database.preparedQuery("""
                        SELECT event::json ->> 'actor' AS actor, event::json -> 'data' -> 'public' ->> 'to' AS stage
                        FROM audit_outbox WHERE event::json ->> 'type' = 'model.staged'
                            AND event::json ->> 'subject' = $1 ORDER BY id DESC LIMIT 1""")
                .executeAndAwait(Tuple.of("model/" + model))
                .iterator()
                .next();
        assertEquals("retired", staged.getString("stage"));
        as(owner, "lab").delete("/api/v1/models/" + model).then().statusCode(204);
    }

    @Test
    void afterTheDeadlineNobodyIsCountedAgain() {
        String council = council(2);
        String proposal = propose(owner, "lab", council, candidate()).extract().path("id");
        vote(operators.get(0), council, proposal, "yes").body("count.yes", equalTo(1));
        setOperators(council, operators.subList(1, 3));
        vote(operators.get(1), council, proposal, "yes").body("status", equalTo("open"));
        database.preparedQuery("UPDATE council_proposal SET deadline = now() WHERE id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(proposal)));
        setOperators(council, operators);
        read(council, proposal).body("count.yes", equalTo(2)).body("status", equalTo("open"));
        deadlines.run();
        read(council, proposal).body("status", equalTo("expired"));
    }

    @Test
    void afterTheDeadlineNobodyVotesAndTheProposalIsClosed() {
        String council = council(2);
        String proposal = propose(owner, "lab", council, candidate()).extract().path("id");
        database.preparedQuery("UPDATE council_proposal SET deadline = now() WHERE id = $1")
                .executeAndAwait(Tuple.of(UUID.fromString(proposal)));
        vote(operators.get(0), council, proposal, "yes").statusCode(409);
        assertTrue(deadlines.run() >= 1);
        read(council, proposal).body("status", equalTo("expired"));
    }

    @Test
    void aSignedVoteIsCheckedAndKept() {
        String council = council(2);
        String proposal = propose(owner, "lab", council, candidate()).extract().path("id");
        TestWallet wallet = new TestWallet(1);
        UUID voter = NeighbourServices.ownerOf(wallet.address());
        setOperators(council, List.of(voter, operators.get(0), operators.get(1)));
        String text = as(voter, "council_operator")
                .get("/api/v1/councils/" + council + "/proposals/" + proposal)
                .path("texts.yes");
        assertTrue(text.startsWith("Almanac council vote\nCouncil: " + council), text);

        signed(voter, council, proposal, "no", wallet.address(), wallet.sign(text))
                .statusCode(422)
                .body("type", equalTo("/problems/vote-signature-not-valid"));
        TestWallet other = new TestWallet(2);
        signed(voter, council, proposal, "yes", other.address(), other.sign(text))
                .statusCode(422)
                .body("type", equalTo("/problems/wallet-not-linked"));
        signed(voter, council, proposal, "yes", wallet.address(), other.sign(text))
                .statusCode(422);
        signed(voter, council, proposal, "yes", wallet.address(), null).statusCode(422);
        signed(voter, council, proposal, "yes", wallet.address(), wallet.sign(text))
                .statusCode(200)
                .body("votes[0].address", equalTo(wallet.address()))
                .body("count.yes", equalTo(1));
    }

    @Test
    void aForecastIsPublishedByTheCouncilAndReadByAnyone() throws Exception {
        String forecast = forecast();
        as(owner, "user")
                .post("/api/v1/forecasts/" + forecast + "/publish")
                .then()
                .statusCode(200);
        as(owner, "user")
                .delete("/api/v1/forecasts/" + forecast + "/publish")
                .then()
                .statusCode(204);
        String council = council(1);
        as(owner, "user")
                .post("/api/v1/forecasts/" + forecast + "/publish")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/council-decides"));
        String proposal = publication(council, forecast);
        String outcome = vote(operators.get(0), council, proposal, "yes")
                .body("status", equalTo("approved"))
                .body("outcome", startsWith("published at "))
                .extract()
                .path("outcome");
        String link = outcome.substring("published at ".length());
        given().get(link)
                .then()
                .statusCode(200)
                .body("horizon", equalTo(6))
                .body("$", not(hasKey("owner_id")))
                .body("$", not(hasKey("dataset_name")));
        given().get(link + "/results").then().statusCode(200).body("forecasts", hasSize(2));
        as(owner, "user")
                .delete("/api/v1/forecasts/" + forecast + "/publish")
                .then()
                .statusCode(204);
        given().get(link).then().statusCode(404);
        as(UUID.randomUUID(), "user")
                .post("/api/v1/forecasts/" + forecast + "/publish")
                .then()
                .statusCode(404);
    }

    @Test
    void whoVotesSeesWhatItIsAboutUntilItIsDecided() throws Exception {
        String council = council(1);
        String model = candidate();
        String promotion = propose(owner, "lab", council, model).extract().path("id");
        subject(operators.get(0), "council_operator", council, promotion)
                .statusCode(200)
                .body("model.kind", equalTo("ets"))
                .body("version.version", equalTo(1))
                .body("version.stage", equalTo("candidate"))
                .body("$", not(hasKey("forecast")));
        results(operators.get(0), council, promotion).statusCode(404);

        String publication = publication(council, forecast());
        subject(operators.get(0), "council_operator", council, publication)
                .statusCode(200)
                .body("forecast.horizon", equalTo(6))
                .body("forecast", not(hasKey("dataset_name")))
                .body("$", not(hasKey("model")));
        results(operators.get(0), council, publication).statusCode(200).body("forecasts", hasSize(2));
        subject(UUID.randomUUID(), "council_operator", council, publication).statusCode(404);
        subject(admin, "admin", council, publication).statusCode(404);
        results(UUID.randomUUID(), council, publication).statusCode(404);

        vote(operators.get(1), council, publication, "no").body("status", equalTo("open"));
        vote(operators.get(2), council, publication, "no").body("status", equalTo("open"));
        vote(operators.get(0), council, publication, "no").body("status", equalTo("rejected"));
        subject(operators.get(0), "council_operator", council, publication).statusCode(404);
        results(operators.get(0), council, publication).statusCode(404);
        subject(owner, "user", council, publication).statusCode(200);
    }

    @Test
    void proposalsThatCannotBeAreRefused() {
        String council = council(2);
        String draft = model();
        propose(owner, "lab", council, draft).statusCode(409).body("type", equalTo("/problems/stage-not-next"));
        propose(UUID.randomUUID(), "lab", council, candidate()).statusCode(404);
        propose(owner, "lab", UUID.randomUUID().toString(), candidate()).statusCode(404);
        String elsewhere = send(admin, "admin", Map.of("name", "other " + UUID.randomUUID(), "threshold", 1))
                .post("/api/v1/admin/councils")
                .path("id");
        propose(owner, "lab", elsewhere, candidate()).statusCode(404);
        govern(elsewhere, List.of(UUID.randomUUID(), owner));
        propose(owner, "lab", elsewhere, candidate()).statusCode(201);
        send(
                        owner,
                        "lab",
                        Map.of(
                                "kind", "promote_model",
                                "subject", Map.of("id", candidate(), "version", 1),
                                "reason", "late",
                                "deadline", "2020-01-01T00:00:00Z"))
                .post("/api/v1/councils/" + council + "/proposals")
                .then()
                .statusCode(400);
    }

    private String council(int threshold) {
        return council(threshold, List.of(owner));
    }

    private String council(int threshold, List<UUID> governs) {
        return send(
                        admin,
                        "admin",
                        Map.of(
                                "name",
                                "council " + UUID.randomUUID(),
                                "threshold",
                                threshold,
                                "operators",
                                operators,
                                "governs",
                                governs))
                .post("/api/v1/admin/councils")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void setOperators(String council, List<UUID> people) {
        send(admin, "admin", Map.of("operators", people))
                .put("/api/v1/admin/councils/" + council + "/operators")
                .then()
                .statusCode(200);
    }

    private String model() {
        return send(owner, "lab", Map.of("name", "m " + UUID.randomUUID(), "kind", "ets"))
                .post("/api/v1/models")
                .path("id");
    }

    private String candidate() {
        String model = model();
        for (String stage : List.of("lab", "candidate")) {
            send(owner, "lab", Map.of("stage", stage))
                    .patch("/api/v1/models/" + model + "/versions/1")
                    .then()
                    .statusCode(200);
        }
        return model;
    }

    private String forecast() throws Exception {
        String dataset = "00000002" + UUID.randomUUID().toString().substring(8, 35) + "a";
        String id = send(owner, "user", Map.of("dataset_id", dataset, "horizon", 6))
                .post("/api/v1/forecasts")
                .path("id");
        SocketListener.of(service, "jobs/" + id, owner).ended();
        return id;
    }

    private String publication(String council, String forecast) {
        return send(
                        owner,
                        "user",
                        Map.of(
                                "kind",
                                "publish_forecast",
                                "subject",
                                Map.of("id", forecast),
                                "reason",
                                "for the press",
                                "deadline",
                                Instant.now().plusSeconds(600).toString()))
                .post("/api/v1/councils/" + council + "/proposals")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void govern(String council, List<UUID> owners) {
        send(admin, "admin", Map.of("governs", owners))
                .put("/api/v1/admin/councils/" + council + "/governs")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse stage(UUID who, String model, String stage) {
        return send(who, "lab", Map.of("stage", stage))
                .patch("/api/v1/models/" + model + "/versions/1")
                .then();
    }

    private ValidatableResponse propose(UUID who, String role, String council, String model) {
        return propose(who, role, council, model, "promote_model");
    }

    private ValidatableResponse propose(UUID who, String role, String council, String model, String kind) {
        return send(
                        who,
                        role,
                        Map.of(
                                "kind",
                                kind,
                                "subject",
                                Map.of("id", model, "version", 1),
                                "reason",
                                "a quarter better",
                                "deadline",
                                Instant.now().plusSeconds(600).toString()))
                .post("/api/v1/councils/" + council + "/proposals")
                .then();
    }

    private ValidatableResponse vote(UUID operator, String council, String proposal, String choice) {
        return send(operator, "council_operator", Map.of("proposal_id", proposal, "choice", choice))
                .post("/api/v1/councils/" + council + "/vote")
                .then();
    }

    private ValidatableResponse signed(
            UUID operator, String council, String proposal, String choice, String address, String signature) {
        Map<String, Object> body = new HashMap<>(Map.of("proposal_id", proposal, "choice", choice, "address", address));
        if (signature != null) {
            body.put("signature", signature);
        }
        return send(operator, "council_operator", body)
                .post("/api/v1/councils/" + council + "/vote")
                .then();
    }

    private ValidatableResponse read(String council, String proposal) {
        return read(admin, "admin", council, proposal);
    }

    private static ValidatableResponse read(UUID reader, String role, String council, String proposal) {
        return as(reader, role)
                .get("/api/v1/councils/" + council + "/proposals/" + proposal)
                .then();
    }

    private static ValidatableResponse subject(UUID reader, String role, String council, String proposal) {
        return as(reader, role)
                .get("/api/v1/councils/" + council + "/proposals/" + proposal + "/subject")
                .then();
    }

    private static ValidatableResponse results(UUID reader, String council, String proposal) {
        return as(reader, "council_operator")
                .get("/api/v1/councils/" + council + "/proposals/" + proposal + "/subject/results")
                .then();
    }

    private static RequestSpecification send(UUID user, String role, Map<String, Object> body) {
        return as(user, role).contentType("application/json").body(body);
    }

    private static RequestSpecification as(UUID user, String role) {
        return given().auth().oauth2(TestTokens.user(user, role));
    }
}
