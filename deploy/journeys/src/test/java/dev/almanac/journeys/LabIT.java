package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What teams run around forecasts, through the gateway: workflows, the sandbox, the lab, councils, usage.
class LabIT {

    private static final int SECONDS = 60;

    private final LocalPlatform platform = LocalPlatform.shared();

    @Test
    void aWorkflowRunsOnTheNewestVersionAndItsCostIsCounted() {
        Person person = Person.signUp(platform.url());
        String dataset = passengers(person);
        String request = "{\"dataset_id\":\"%s\",\"horizon\":12}".formatted(dataset);
        long units = person.post("/api/v1/usage/estimate", "{\"forecast\":%s}".formatted(request))
                .is(200)
                .json()
                .path("units")
                .asLong();
        assertTrue(units > 0);
        String workflow =
                person.post("/api/v1/workflows", """
                        {"name":"monthly","type":"forecast","cron":"30 6 1 * *","timezone":"Europe/Berlin",\
                        "request":%s}""".formatted(request)).is(201).text("id");
        person.post("/api/v1/workflows/" + workflow + "/run", "{}").is(202);
        Await.until(
                "the run is over",
                SECONDS,
                () -> run(person, workflow).path("status").asText().equals("succeeded"));
        person.get("/api/v1/forecasts/" + run(person, workflow).path("job_id").asText() + "/results")
                .is(200);
        assertEquals(
                units, person.get("/api/v1/usage").is(200).json().path("units").asLong());
        person.get("/api/v1/jobs/queue").is(403);
        assertEquals(1, person.get("/api/v1/jobs").json().path("items").size());
    }

    @Test
    void aSandboxSessionWeighsASeriesWhileItsLogIsHeard() throws Exception {
        Person person = Person.signUp(platform.url());
        String dataset = passengers(person);
        String series = person.get("/api/v1/datasets/" + dataset + "/series")
                .is(200)
                .json()
                .path("items")
                .get(0)
                .path("series_id")
                .asText();
        String session = person.post(
                        "/api/v1/sandbox/sessions",
                        "{\"dataset_id\":\"%s\",\"series_id\":\"%s\",\"limit_price\":900,\"horizon\":6}"
                                .formatted(dataset, series))
                .is(201)
                .text("id");
        BlockingQueue<String> told = listen(person, "/api/v1/ws/sandbox/" + session);
        String advice = person.post("/api/v1/sandbox/sessions/" + session + "/evaluate", "{}")
                .is(200)
                .text("recommendation");
        assertEquals("stay", advice);
        await(told, "stay: risk");
        Await.until(
                "the profile shows the session",
                SECONDS,
                () -> person.get("/api/v1/auth/profile")
                                .json()
                                .path("active_sessions_count")
                                .asInt()
                        == 1);
        assertEquals(
                1,
                person.get("/api/v1/sandbox/savings")
                        .is(200)
                        .json()
                        .path("actions")
                        .asInt());
        person.delete("/api/v1/sandbox/sessions/" + session).is(204);
        await(told, "\"type\":\"ended\"");
        Person stranger = Person.signUp(platform.url());
        stranger.get("/api/v1/sandbox/sessions/" + session).is(404);
    }

    @Test
    void valuesOutsideAForecastAreFoundInTheNextVersionAndMailed() throws IOException {
        Person person = Person.signUp(platform.url());
        String secret = mailed(person, "Confirm your e-mail address").replaceAll("(?s).*/verify-email#(.{43}).*", "$1");
        person.post("/api/v1/auth/email/verify", "{\"token\":\"%s\"}".formatted(secret))
                .is(204);
        String dataset = passengers(person);
        String forecast = person.forecast(dataset, 12);
        person.awaitForecast(forecast, SECONDS);
        person.append(dataset, "month,passengers\n1961-01-01,9000\n1961-02-01,420\n")
                .is(201);
        platform.admin()
                .post("/api/v1/admin/upkeep/interval-breaches/run", "{}")
                .is(202);
        String path = "/api/v1/forecasts/" + forecast + "/breaches";
        Await.until(
                "the new version is compared",
                SECONDS,
                () -> person.get(path).json().path("comparisons").size() == 1);
        JsonNode found = person.get(path).json();
        assertEquals(2, found.path("comparisons").path(0).path("arrived").asInt());
        assertEquals(1, found.path("comparisons").path(0).path("outside").asInt());
        assertEquals("1961-01-01T00:00:00Z", found.at("/breaches/0/time").asText());
        String mail = mailed(person, "What happened to your work");
        assertTrue(mail.contains("version 2: 1 of 2 values so far lie outside the 95 % interval"), mail);
        assertTrue(mail.contains(platform.url() + "/forecasts/" + forecast), mail);
        Person.signUp(platform.url()).get(path).is(404);
    }

    /// The line of the log that is a mail to somebody; locally mails go there.
    private String mailed(Person person, String subject) throws IOException {
        Path log = platform.home().resolve("logs/auth.log");
        String begin = "Mail to %s: %s".formatted(person.email(), subject);
        Await.until("the mail '" + subject + "'", SECONDS, () -> lines(log).anyMatch(line -> line.contains(begin)));
        return lines(log).filter(line -> line.contains(begin)).findFirst().orElseThrow();
    }

    private static Stream<String> lines(Path log) {
        try {
            return Files.readAllLines(log).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aModelGoesFromAnExperimentToProductionByACouncilAndAForecastIsPublished() throws IOException {
        Person admin = platform.admin();
        Person owner = withRoles(admin, "user", "lab");
        List<Person> operators =
                List.of(withRoles(admin, "user", "council_operator"), withRoles(admin, "user", "council_operator"));
        String dataset = passengers(owner);
        String experiment = owner.post("/api/v1/experiments", """
                        {"name":"which one","dataset_id":"%s","models":["ets","theta"],\
                        "parameters":{"horizon":6,"windows":2}}""".formatted(dataset))
                .is(202)
                .text("id");
        Await.until(
                "the experiment is done",
                SECONDS,
                () -> owner.get("/api/v1/experiments/" + experiment)
                        .text("status")
                        .equals("succeeded"));
        String model = owner.post("/api/v1/models", "{\"name\":\"passengers\",\"kind\":\"ets\"}")
                .is(201)
                .text("id");
        owner.post("/api/v1/models/" + model + "/versions", "{\"experiment_id\":\"%s\"}".formatted(experiment))
                .is(201);
        String version = "/api/v1/models/" + model + "/versions/2";
        owner.patch(version, "{\"stage\":\"lab\"}").is(200);
        owner.patch(version, "{\"stage\":\"candidate\"}").is(200);
        owner.post(
                        "/api/v1/lab/assign-model",
                        "{\"target\":\"%s\",\"model_id\":\"%s\",\"version\":2}".formatted(dataset, model))
                .is(200);

        String council = admin.post("/api/v1/admin/councils", """
                        {"name":"council of %s","threshold":2,"operators":["%s","%s"],"governs":["%s"]}""".formatted(
                                owner.email(),
                                operators.getFirst().id(),
                                operators.getLast().id(),
                                owner.id()))
                .is(201)
                .text("id");
        owner.patch(version, "{\"stage\":\"production\"}").is(409);
        decide(owner, operators, council, "promote_model", "{\"id\":\"%s\",\"version\":2}".formatted(model));
        assertEquals(
                2,
                owner.get("/api/v1/models/" + model).json().path("production").asInt());

        String forecast = owner.forecast(dataset, 6);
        owner.awaitForecast(forecast, SECONDS);
        assertEquals(
                "ets",
                owner.get("/api/v1/forecasts/" + forecast + "/results")
                        .json()
                        .path("forecasts")
                        .get(0)
                        .path("model")
                        .asText());
        String outcome = decide(owner, operators, council, "publish_forecast", "{\"id\":\"%s\"}".formatted(forecast));
        Person anyone = Person.stranger(platform.url(), null);
        String link = outcome.substring(outcome.indexOf("/api/"));
        anyone.get(link).is(200);
        anyone.get(link + "/results").is(200);
        owner.delete("/api/v1/forecasts/" + forecast + "/publish").is(204);
        anyone.get(link).is(404);
        Await.until(
                "the decision is in the log",
                SECONDS,
                () -> owner.get("/api/v1/audit/events?type=council.decided")
                                .json()
                                .path("items")
                                .size()
                        == 2);
    }

    /// @return what came of it
    private static String decide(Person owner, List<Person> operators, String council, String kind, String subject) {
        String proposal = owner.post(
                        "/api/v1/councils/" + council + "/proposals",
                        "{\"kind\":\"%s\",\"subject\":%s,\"reason\":\"better\",\"deadline\":\"%s\"}"
                                .formatted(kind, subject, Instant.now().plusSeconds(600)))
                .is(201)
                .text("id");
        JsonNode view = null;
        for (Person operator : operators) {
            view = operator.post(
                            "/api/v1/councils/" + council + "/vote",
                            "{\"proposal_id\":\"%s\",\"choice\":\"yes\"}".formatted(proposal))
                    .is(200)
                    .json();
        }
        assertEquals("approved", view.path("status").asText(), view::toString);
        return view.path("outcome").asText();
    }

    /// Somebody new with these roles, signed in with them.
    private Person withRoles(Person admin, String... roles) {
        Person person = Person.signUp(platform.url());
        admin.patch("/api/v1/admin/users/" + person.id(), "{\"roles\":[\"%s\"]}".formatted(String.join("\",\"", roles)))
                .is(200);
        return person.signIn();
    }

    private String passengers(Person person) {
        return person.upload(platform.checkout().resolve("deploy/examples/air-passengers.csv"))
                .is(201)
                .text("id");
    }

    private static JsonNode run(Person person, String workflow) {
        return person.get("/api/v1/workflows/" + workflow + "/runs")
                .json()
                .path("items")
                .path(0);
    }

    private BlockingQueue<String> listen(Person person, String path) {
        BlockingQueue<String> told = new LinkedBlockingQueue<>();
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("almanac.v1", "bearer." + person.token())
                .buildAsync(URI.create(platform.url().replace("http", "ws") + path), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                        told.add(text.toString());
                        from.request(1);
                        return null;
                    }
                })
                .join();
        return told;
    }

    private static void await(BlockingQueue<String> told, String part) throws InterruptedException {
        String message;
        do {
            message = told.poll(SECONDS, TimeUnit.SECONDS);
        } while (message != null && !message.contains(part));
        assertTrue(message != null, "nothing told of " + part);
    }
}
