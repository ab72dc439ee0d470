package dev.almanac.forecast;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.almanac.kit.testing.PostgresResource;
import dev.almanac.kit.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(NeighbourServices.class)
class LabTest {

    private final UUID owner = UUID.randomUUID();
    private final String dataset = "00000003" + UUID.randomUUID().toString().substring(8, 35) + "a";

    @TestHTTPResource("/")
    URI service;

    @Test
    void anExperimentKeepsParametersNumbersAndNotesAndStandsBehindAVersion() throws Exception {
        String experiment = experiment(List.of("ets", "theta"));
        as("lab")
                .get("/api/v1/experiments/" + experiment)
                .then()
                .body("status", equalTo("succeeded"))
                .body("parameters.parameters.horizon", equalTo(6))
                .body("dataset_sha256", equalTo("aa"))
                .body("metrics", hasSize(3))
                .body("metrics[0].mase", lessThan(1f));
        send("lab", Map.of("notes", "the season is strong"))
                .patch("/api/v1/experiments/" + experiment)
                .then()
                .body("notes", equalTo("the season is strong"));

        String model = model("sales", "ets");
        send("lab", Map.of("experiment_id", experiment, "parameters", Map.of("robust", true)))
                .post("/api/v1/models/" + model + "/versions")
                .then()
                .statusCode(201)
                .body("version", equalTo(2))
                .body("stage", equalTo("draft"))
                .body("lineage.dataset_sha256", equalTo("aa"))
                .body("lineage.experiment_id", equalTo(experiment))
                .body("lineage.engine_version", notNullValue())
                .body("metrics.model", equalTo("ets"));
        as("user").get("/api/v1/models/" + model + "/versions").then().body("items.version", contains(2, 1));
    }

    @Test
    void experimentsAreComparedMethodByMethod() throws Exception {
        String first = experiment(List.of("ets"));
        String second = experiment(List.of("theta"));
        as("user")
                .get("/api/v1/experiments/compare?ids=" + first + "," + second)
                .then()
                .statusCode(200)
                .body("comparable", equalTo(true))
                .body("experiments", hasSize(2))
                .body("models.ets", hasKey(first))
                .body("models.theta", not(hasKey(first)))
                .body("best.mase", notNullValue());
        as("user").get("/api/v1/experiments/compare?ids=x").then().statusCode(400);
        stranger("lab").get("/api/v1/experiments/compare?ids=" + first).then().statusCode(404);
    }

    @Test
    void versionsMoveStageByStageAndOneIsInProduction() {
        String model = model("demand", "theta");
        stage(model, 1, "production", 409).body("type", equalTo("/problems/stage-not-next"));
        stage(model, 1, "lab", 200);
        stage(model, 1, "candidate", 200);
        stage(model, 1, "production", 200);
        send("lab", Map.of())
                .post("/api/v1/models/" + model + "/versions")
                .then()
                .statusCode(201);
        stage(model, 2, "lab", 200);
        stage(model, 2, "candidate", 200);
        stage(model, 2, "production", 200);
        as("user").get("/api/v1/models/" + model).then().body("production", equalTo(2));
        as("user")
                .get("/api/v1/models/" + model + "/versions")
                .then()
                .body("items.find { it.version == 1 }.stage", equalTo("candidate"));
        send("lab", Map.of("stage", "retired"))
                .header("If-Match", "\"1\"")
                .patch("/api/v1/models/" + model + "/versions/2")
                .then()
                .statusCode(412);
    }

    @Test
    void anAssignedModelForecastsItsTargetUntilItIsTakenAway() throws Exception {
        String model = model("seasonal", "seasonal_naive");
        assign(model, dataset, 409).body("type", equalTo("/problems/model-not-usable"));
        stage(model, 1, "lab", 200);
        assign(model, dataset, 200).body("kind", equalTo("seasonal_naive"));
        String other = model("other", "theta");
        stage(other, 1, "lab", 200);
        assign(other, dataset + "/s1", 200);

        as("user").get("/api/v1/lab/config/" + dataset).then().body("model_id", equalTo(model));
        as("user").get("/api/v1/lab/config/" + dataset + "/s1").then().body("model_id", equalTo(other));
        String forecast = forecast(Map.of("dataset_id", dataset, "horizon", 6));
        models(forecast).body("forecasts.model", contains("seasonal_naive", "theta", "seasonal_naive"));
        as("user")
                .get("/api/v1/lab/pipeline-status/" + dataset)
                .then()
                .body("stages.name", contains("experiment", "model", "production", "forecast"))
                .body("stages.status", contains("none", "lab", "none", "succeeded"));

        String named = forecast(Map.of("dataset_id", dataset, "horizon", 6, "model", "ets"));
        models(named).body("forecasts.model", contains("ets", "ets", "ets"));

        as("lab").delete("/api/v1/lab/config/" + dataset).then().statusCode(204);
        as("user").get("/api/v1/lab/config/" + dataset).then().statusCode(404);
    }

    @Test
    void aSeriesWithAModelOfItsOwnCostsWhatThatModelTakes() throws Exception {
        for (Map.Entry<String, String> each :
                Map.of("seasonal_naive", dataset, "auto", dataset + "/s1").entrySet()) {
            String model = model("of " + each.getKey(), each.getKey());
            stage(model, 1, "lab", 200);
            assign(model, each.getValue(), 200);
        }
        send("user", Map.of("dataset_id", dataset, "horizon", 6))
                .post("/api/v1/forecasts")
                .then()
                .body("cost.estimated", equalTo(6 + 24 + 6));
    }

    @Test
    void aSandboxSessionUsesTheModelOfItsSeriesOrOfTheDataset() {
        String whole = model("whole", "drift");
        stage(whole, 1, "lab", 200);
        assign(whole, dataset.toUpperCase(Locale.ROOT), 200).body("target", equalTo(dataset));
        String session = send(
                        "user", Map.of("dataset_id", dataset, "series_id", "s0", "limit_price", 400, "horizon", 6))
                .post("/api/v1/sandbox/sessions")
                .path("id");
        evaluate(session).body("model", equalTo("drift")).body("cost.charged", equalTo(3 * 6)); // its alternatives too
        String own = model("own", "theta");
        stage(own, 1, "lab", 200);
        assign(own, dataset + "/s0", 200);
        evaluate(session).body("model", equalTo("theta"));
        as("user").get("/api/v1/usage").then().body("datasets[0].dataset_id", equalTo(dataset));
    }

    private ValidatableResponse evaluate(String session) {
        return as("user")
                .post("/api/v1/sandbox/sessions/" + session + "/evaluate")
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsNoTargetIsRefused() {
        String model = model("m", "ets");
        stage(model, 1, "lab", 200);
        assign(model, "sales", 400).body("errors[0].field", equalTo("target"));
        assign(model, "00000000" + dataset.substring(8), 404);
        assign(model, dataset + "/s77", 404).body("detail", equalTo("The dataset has no series 's77'"));
        assign(model, "m5.large/eu-central-1a", 200);
    }

    @Test
    void whoMayDoWhat() {
        send("user", Map.of("name", "m", "kind", "ets"))
                .post("/api/v1/models")
                .then()
                .statusCode(403);
        send("lab", Map.of("name", "m", "kind", "magic"))
                .post("/api/v1/models")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("kind"));
        String model = model("mine", "ets");
        send("lab", Map.of("name", "mine", "kind", "ets"))
                .post("/api/v1/models")
                .then()
                .statusCode(409);
        stranger("lab").get("/api/v1/models/" + model).then().statusCode(404);
        stranger("lab").delete("/api/v1/models/" + model).then().statusCode(404);
        as("user").delete("/api/v1/models/" + model).then().statusCode(403);
        given().auth()
                .oauth2(TestTokens.user(UUID.randomUUID(), "lab"))
                .contentType("application/json")
                .body(Map.of("target", dataset, "model_id", model, "version", 1))
                .post("/api/v1/lab/assign-model")
                .then()
                .statusCode(404);
        as("lab").delete("/api/v1/models/" + model).then().statusCode(204);
    }

    private String experiment(List<String> models) throws Exception {
        ValidatableResponse made = send(
                        "lab",
                        Map.of(
                                "name",
                                "which one",
                                "dataset_id",
                                dataset,
                                "models",
                                models,
                                "parameters",
                                Map.of("horizon", 6, "windows", 2)))
                .post("/api/v1/experiments")
                .then()
                .statusCode(202);
        SocketListener.of(service, "jobs/" + made.extract().path("backtest_id"), owner)
                .ended();
        return made.extract().path("id");
    }

    private String model(String name, String kind) {
        return send("lab", Map.of("name", name, "kind", kind))
                .post("/api/v1/models")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private ValidatableResponse stage(String model, int version, String stage, int status) {
        return send("lab", Map.of("stage", stage))
                .patch("/api/v1/models/" + model + "/versions/" + version)
                .then()
                .statusCode(status);
    }

    private ValidatableResponse assign(String model, String target, int status) {
        return send("lab", Map.of("target", target, "model_id", model, "version", 1))
                .post("/api/v1/lab/assign-model")
                .then()
                .statusCode(status);
    }

    private String forecast(Map<String, Object> request) throws Exception {
        String id =
                send("user", request).post("/api/v1/forecasts").then().extract().path("id");
        SocketListener.of(service, "jobs/" + id, owner).ended();
        return id;
    }

    private ValidatableResponse models(String forecast) {
        return as("user").get("/api/v1/forecasts/" + forecast + "/results").then();
    }

    private RequestSpecification send(String role, Map<String, Object> body) {
        return as(role).contentType("application/json").body(body);
    }

    private RequestSpecification as(String role) {
        return given().auth().oauth2(TestTokens.user(owner, role));
    }

    private static RequestSpecification stranger(String role) {
        return given().auth().oauth2(TestTokens.user(UUID.randomUUID(), role));
    }
}
