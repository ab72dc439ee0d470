package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Who may do what, through the gateway and every service behind it.
class IdentityIT {

    private static final Pattern MAILED = Pattern.compile("#([A-Za-z0-9_-]{43})");
    private static final int SECONDS = 10;

    private final LocalPlatform platform = LocalPlatform.shared();
    private final Person owner = Person.signUp(platform.url());

    @Test
    void anApiKeyWorksInBothHeadersWithinItsScopesUntilItIsRevoked() {
        Person.Answer made = owner.post(
                        "/api/v1/auth/api-keys",
                        "{\"name\":\"job\",\"scopes\":[\"data:read\",\"data:write\"],\"calls_per_minute\":50}")
                .is(201);
        Person program = Person.stranger(platform.url(), made.text("key"));
        String dataset = program.upload(platform.checkout().resolve("deploy/examples/air-passengers.csv"))
                .is(201)
                .text("id");
        owner.get("/api/v1/datasets/" + dataset).is(200);
        Person.Answer refused = program.get("/api/v1/forecasts").is(403);
        assertEquals("/problems/scope-missing", refused.text("type"));
        program.get("/api/v1/auth/sessions").is(403);
        program.get("/api/v1/teams").is(403);
        Person.stranger(platform.url(), made.text("key").replaceFirst(".$", "x"))
                .get("/api/v1/datasets")
                .is(401);

        owner.delete("/api/v1/auth/api-keys/" + made.text("id")).is(204);
        Await.until(
                "the key stops", SECONDS, () -> program.get("/api/v1/datasets").status() == 401);
    }

    @Test
    void aKeyHasACallLimitOfItsOwn() {
        Person.Answer made = owner.post(
                        "/api/v1/auth/api-keys",
                        "{\"name\":\"slow\",\"scopes\":[\"data:read\"],\"calls_per_minute\":3}")
                .is(201);
        Person program = Person.stranger(platform.url(), made.text("key"));
        for (int i = 0; i < 3; i++) {
            program.get("/api/v1/datasets").is(200);
        }
        program.get("/api/v1/datasets").is(429);
        owner.get("/api/v1/datasets").is(200);
    }

    @Test
    void anEndedSessionStopsAtEveryServiceWithinSeconds() {
        Person elsewhere = owner.signIn();
        elsewhere.get("/api/v1/datasets").is(200);
        elsewhere.get("/api/v1/forecasts").is(200);
        owner.delete("/api/v1/auth/sessions").is(204);
        for (String path : List.of("/datasets", "/forecasts", "/audit/events", "/auth/me")) {
            Await.until(
                    "the session stops at " + path,
                    SECONDS,
                    () -> elsewhere.get("/api/v1" + path).status() == 401);
        }
        owner.get("/api/v1/datasets").is(200);
    }

    @Test
    void aTeamsDatasetsAndForecastsBelongToItsMembersByTheirRoles() throws Exception {
        String team = owner.post("/api/v1/teams", "{\"name\":\"Grid\"}").is(201).text("id");
        Person boss = owner.signIn();
        Person viewer = join(boss, team, "viewer");
        Person member = join(boss, team, "member");
        Person stranger = Person.signUp(platform.url());

        String csv = Files.readString(platform.checkout().resolve("deploy/examples/air-passengers.csv"));
        String dataset = boss.uploadFor(team, csv).is(201).text("id");
        stranger.uploadFor(team, csv).is(404);
        viewer.uploadFor(team, csv).is(403);
        stranger.get("/api/v1/datasets/" + dataset).is(404);
        viewer.get("/api/v1/datasets/" + dataset).is(200);
        viewer.delete("/api/v1/datasets/" + dataset).is(404);

        String wanted = "{\"dataset_id\":\"%s\",\"horizon\":3,\"team_id\":\"%s\"}".formatted(dataset, team);
        viewer.post("/api/v1/forecasts", wanted).is(403);
        String forecast = member.post("/api/v1/forecasts", wanted).is(202).text("id");
        assertEquals(
                "succeeded", viewer.awaitForecast(forecast, 60).path("status").asText());
        stranger.get("/api/v1/forecasts/" + forecast).is(404);
        stranger.delete("/api/v1/forecasts/" + forecast).is(404);
        viewer.delete("/api/v1/forecasts/" + forecast).is(404);
        boss.get("/api/v1/forecasts/" + forecast + "/results").is(200);

        boss.delete("/api/v1/teams/" + team + "/members/" + viewer.id()).is(204);
        Await.until(
                "the old token stops",
                SECONDS,
                () -> viewer.get("/api/v1/datasets").status() == 401);
        Person former = viewer.signIn();
        former.get("/api/v1/datasets/" + dataset).is(404);
        former.get("/api/v1/forecasts/" + forecast).is(404);
    }

    @Test
    void deletingAnAccountErasesItsDataEverywhereAndTheLogStaysSound() throws Exception {
        String dataset = owner.upload(platform.checkout().resolve("deploy/examples/air-passengers.csv"))
                .is(201)
                .text("id");
        String forecast = owner.forecast(dataset, 3);
        assertEquals(
                "succeeded", owner.awaitForecast(forecast, 60).path("status").asText());
        Await.until("the registration is in the log", 30, () -> !registration().isEmpty());
        String entry =
                "/api/v1/audit/events/" + registration().get(0).path("seq").asLong();
        Person admin = platform.admin();
        assertTrue(admin.get(entry).json().path("disclosures").has(0));
        int datasets = events(admin, "dataset.all-erased").size();
        int forecasts = events(admin, "forecast.all-erased").size();
        owner.delete("/api/v1/auth/me").is(204);
        Await.until(
                "data-service and forecast-service have erased",
                90,
                () -> events(admin, "dataset.all-erased").size() > datasets
                        && events(admin, "forecast.all-erased").size() > forecasts);
        Await.until(
                "the log has forgotten the address",
                90,
                () -> admin.get(entry).is(200).json().path("disclosures").isEmpty());
        assertEquals(401, owner.get("/api/v1/datasets/" + dataset).status());
        Await.until(
                "the log is verified",
                90,
                () -> !"running".equals(admin.get("/api/v1/audit/verify").text("status")));
        assertEquals("sound", admin.get("/api/v1/audit/verify").is(200).text("status"));
        admin.get("/api/v1/audit/refusals").is(200);
        owner.get("/api/v1/admin/users").is(401);
    }

    @Test
    void whoTakesOutFarMoreThanUsualIsToldAndAsked() {
        String dataset = owner.upload(platform.checkout().resolve("deploy/examples/air-passengers.csv"))
                .is(201)
                .text("id");
        for (int i = 0; i < 25; i++) {
            owner.get("/api/v1/datasets/" + dataset + "/content").is(200);
        }
        Await.until(
                "the alert is raised",
                60,
                () -> owner.get("/api/v1/auth/alerts").body().contains("\"kind\":\"mass-download\""));
        Person.Answer refused = owner.delete("/api/v1/auth/me").is(403);
        assertEquals("/problems/step-up-required", refused.text("type"));
        owner.post("/api/v1/auth/step-up", "{\"password\":\"" + Person.PASSWORD + "\"}")
                .is(204);
        owner.delete("/api/v1/auth/me").is(204);
    }

    @Test
    void onlyTheHolderOfTheLinkInTheLogBecomesTheFirstAdministrator() throws Exception {
        Person admin = platform.admin();
        JsonNode users =
                admin.get("/api/v1/admin/users?q=" + owner.email()).is(200).json();
        assertEquals(owner.email(), users.path("items").get(0).path("email").asText());
        owner.get("/api/v1/admin/users").is(403);
        owner.get("/api/v1/admin/alerts").is(403);
    }

    private JsonNode registration() {
        return events(owner, "account.registered");
    }

    private static JsonNode events(Person reader, String type) {
        return reader.get("/api/v1/audit/events?type=" + type).is(200).json().path("items");
    }

    private Person join(Person boss, String team, String role) throws IOException {
        Person joiner = Person.signUp(platform.url());
        boss.post(
                        "/api/v1/teams/" + team + "/invites",
                        "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(joiner.email(), role))
                .is(201);
        String[] secret = new String[1];
        Await.until("the invitation is mailed", SECONDS, () -> {
            secret[0] = mailed(joiner.email(), "/invite#");
            return secret[0] != null;
        });
        joiner.post("/api/v1/invites/accept", "{\"token\":\"%s\"}".formatted(secret[0]))
                .is(200);
        return joiner.signIn();
    }

    /// Without SMTP, mails are in the log of a development platform.
    private String mailed(String email, String link) throws IOException {
        String log = Files.readString(platform.home().resolve("logs/auth.log"));
        int mail = log.lastIndexOf("Mail to " + email + ": You are invited");
        int start = mail < 0 ? -1 : log.indexOf(link, mail);
        if (start < 0) {
            return null;
        }
        Matcher secret = MAILED.matcher(log.substring(start));
        return secret.find() ? secret.group(1) : null;
    }
}
