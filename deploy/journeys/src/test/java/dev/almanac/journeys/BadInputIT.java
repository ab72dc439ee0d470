package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputIT {

    private static final String TWO_YEARS = "month,y\n2023-01-01,1\n2023-02-01,2\n2023-03-01,3\n2023-04-01,5\n";

    private final LocalPlatform platform = LocalPlatform.shared();

    @Test
    void aWrongPasswordAndAnUnknownAccountLookTheSame() {
        Person person = Person.signUp(platform.url());
        JsonNode wrong = login(person.email(), "not the pass phrase at all");
        JsonNode unknown = login(UUID.randomUUID() + "@example.org", "not the pass phrase at all");
        assertEquals("/problems/invalid-credentials", wrong.path("type").asText());
        assertEquals(wrong.path("detail"), unknown.path("detail"));
    }

    @Test
    void aTamperedTokenIsRefusedAtTheDoor() {
        Person person = Person.signUp(platform.url());
        String token = person.token();
        int middle = token.lastIndexOf('.') - 5;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        String tampered = token.substring(0, middle) + other + token.substring(middle + 1);
        Person.stranger(platform.url(), tampered).get("/api/v1/auth/me").is(401);
        Person.stranger(platform.url(), "nonsense").get("/api/v1/datasets").is(401);
        Person.stranger(platform.url(), null).get("/api/v1/datasets").is(401);
        person.get("/api/v1/auth/me").is(200);
    }

    @Test
    void whatBelongsToAnotherDoesNotExist() {
        Person owner = Person.signUp(platform.url());
        String dataset = owner.upload(TWO_YEARS).is(201).text("id");
        String forecast = owner.forecast(dataset, 2);
        owner.awaitForecast(forecast, 60);
        Person other = Person.signUp(platform.url());
        other.get("/api/v1/datasets/" + dataset).is(404);
        other.get("/api/v1/datasets/" + dataset + "/content").is(404);
        other.get("/api/v1/forecasts/" + forecast).is(404);
        other.get("/api/v1/forecasts/" + forecast + "/results").is(404);
        other.delete("/api/v1/forecasts/" + forecast).is(404);
        other.post("/api/v1/forecasts", "{\"dataset_id\":\"%s\",\"horizon\":2}".formatted(dataset))
                .is(404);
        assertEquals(0, other.get("/api/v1/datasets").json().path("items").size());
    }

    @Test
    void filesThatHoldNoSeriesAreRefusedWithTheReason() {
        Person person = Person.signUp(platform.url());
        assertEquals("EMPTY_FILE", code(person.upload("").is(422)));
        assertEquals("NOT_CSV", code(person.upload("\0\1\2\3\4\5").is(422)));
        assertEquals(
                "NO_DATA", code(person.upload("day,colour\n2024-01-01,red\n").is(422)));
        String one = person.upload("day,y\n2024-01-01,1\n").is(201).text("id");
        JsonNode forecast = person.awaitForecast(person.forecast(one, 3), 60);
        assertEquals(1, forecast.path("metrics").path("failed").asInt(), forecast::toString);
    }

    @Test
    void aFileAboveTheLimitIsRefusedWithTheLimit(@TempDir Path folder) throws IOException {
        Path large = folder.resolve("large.csv");
        byte[] block = "2024-01-01,1\n".repeat(80_000).getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = Files.newOutputStream(large)) {
            out.write("day,y\n".getBytes(StandardCharsets.US_ASCII));
            for (long size = 0; size < 101_000_000; size += block.length) {
                out.write(block);
            }
        }
        Person.Answer answer = Person.signUp(platform.url()).upload(large).is(413);
        assertTrue(answer.text("detail").startsWith("The limit is "), answer.body());
        Await.until("no part of a refused file is left", 10, () -> drafts() == 0);
    }

    @Test
    void horizonsOutOfRangeAreRefused() {
        Person person = Person.signUp(platform.url());
        String dataset = person.upload(TWO_YEARS).is(201).text("id");
        for (String horizon : new String[] {"0", "-1", "1000000", "\"x\"", "null"}) {
            person.post("/api/v1/forecasts", "{\"dataset_id\":\"%s\",\"horizon\":%s}".formatted(dataset, horizon))
                    .is(400);
        }
    }

    @Test
    void anUploadThatBreaksOffLeavesNothingBehind() throws IOException {
        Person person = Person.signUp(platform.url());
        URI url = URI.create(platform.url());
        try (Socket socket = new Socket("localhost", url.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/datasets?name=x HTTP/1.1\r\nHost: localhost:" + url.getPort()
                            + "\r\nAuthorization: Bearer " + person.token()
                            + "\r\nContent-Type: text/csv\r\nContent-Length: 50000000\r\n\r\nday,y\n"
                            + "2024-01-01,1\n".repeat(100_000))
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Await.until("the upload has begun", 20, () -> drafts() > 0);
        }
        Await.until("the draft is gone", 20, () -> drafts() == 0);
        assertEquals(0, person.get("/api/v1/datasets").json().path("items").size());
    }

    @Test
    void aCancelledJobStopsHalfWay() {
        Person person = Person.signUp(platform.url());
        String dataset = person.upload(Examples.manySeries(2_000)).is(201).text("id");
        String id = person.forecast(dataset, 12);
        Await.until("some series are done", 60, () -> done(person, id) > 0);
        person.delete("/api/v1/forecasts/" + id).is(204);
        JsonNode cancelled = person.get("/api/v1/forecasts/" + id).is(200).json();
        assertEquals("cancelled", cancelled.path("status").asText());
        assertTrue(cancelled.path("progress").path("done").asInt() < 2_000, cancelled::toString);
        String next = person.forecast(person.upload(TWO_YEARS).is(201).text("id"), 2);
        assertEquals("succeeded", person.awaitForecast(next, 30).path("status").asText());
    }

    static int done(Person person, String forecast) {
        return person.get("/api/v1/forecasts/" + forecast)
                .json()
                .path("progress")
                .path("done")
                .asInt();
    }

    private JsonNode login(String email, String password) {
        return Person.stranger(platform.url(), null)
                .post("/api/v1/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password))
                .is(401)
                .json();
    }

    private long drafts() throws IOException {
        Path folder = platform.home().resolve("objects/drafts");
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static String code(Person.Answer answer) {
        return answer.json().path("errors").get(0).path("code").asText();
    }
}
