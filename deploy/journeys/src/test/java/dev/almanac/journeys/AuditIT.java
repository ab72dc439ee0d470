package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.launcher.verify.VerifyCommand;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log as an auditor, a tenant and a program that follows it meet it.
class AuditIT {

    private final LocalPlatform platform = LocalPlatform.shared();

    @TempDir
    Path folder;

    @Test
    void aStrangerVerifiesTheWholeLogAndOneReceiptWithNothingButTheKey() throws Exception {
        Person person = Person.signUp(platform.url());
        Await.until(
                "the sign-up is logged",
                30,
                () -> !entries(person, "?type=account.registered").isEmpty());
        String key = person.get("/log/key").is(200).body().strip();
        assertEquals(0, verify(Map.of(), "log", platform.url() + "/log", "--key", key));
        long seq =
                entries(person, "?type=account.registered").get(0).path("seq").asLong();
        Path receipt = Files.writeString(
                folder.resolve("receipt"),
                person.get("/api/v1/audit/events/" + seq + "/receipt").is(200).body());
        Path leaf = Files.writeString(
                folder.resolve("leaf"),
                person.get("/api/v1/audit/events/" + seq + "/leaf").is(200).body());
        assertEquals(0, verify(Map.of(), "receipt", receipt.toString(), leaf.toString(), "--key", key));
    }

    @Test
    void aTenantVerifiesItsOwnLogAndNobodyElseCan() throws Exception {
        Person person = Person.signUp(platform.url());
        Await.until(
                "the sign-up is logged",
                30,
                () -> !entries(person, "?type=account.registered").isEmpty());
        JsonNode own = person.get("/t").is(200).json().get(0);
        String url = platform.url() + own.path("prefix").asText();
        String key = own.path("key").asText();
        assertEquals(0, verify(Map.of("ALMANAC_TOKEN", person.token()), "log", url, "--key", key));
        Person other = Person.signUp(platform.url());
        assertEquals(1, verify(Map.of("ALMANAC_TOKEN", other.token()), "log", url, "--key", key));
        assertEquals(1, verify(Map.of(), "log", url, "--key", key));
    }

    @Test
    void exportsAndStreamsOnesOwnHistory() throws Exception {
        Person person = Person.signUp(platform.url());
        Await.until(
                "the sign-up is logged",
                30,
                () -> !entries(person, "?type=account.registered").isEmpty());
        String csv = person.get("/api/v1/audit/export?format=csv").is(200).body();
        assertTrue(csv.lines().anyMatch(line -> line.contains("account.registered")), csv);
        HttpURLConnection stream = (HttpURLConnection)
                URI.create(platform.url() + "/api/v1/audit/stream").toURL().openConnection();
        stream.setRequestProperty("Authorization", "Bearer " + person.token());
        stream.setRequestProperty("Accept", "text/event-stream");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
            awaitLine(lines, "\"account.registered\"");
            person.upload("day,y\n2026-01-01,1\n2026-01-02,2\n").is(201);
            awaitLine(lines, "\"dataset.created\"");
        }
    }

    private static void awaitLine(BufferedReader lines, String part) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(part)) {
            line = lines.readLine();
        }
        assertTrue(line != null, "the stream ended before " + part);
    }

    @Test
    void overseeingIsForOverseers() {
        Person person = Person.signUp(platform.url());
        person.get("/api/v1/audit/verify").is(403);
        person.get("/api/v1/audit/refusals").is(403);
        person.get("/api/v1/audit/events/0").is(404);
        person.get("/witness/key").is(404);
        person.post("/internal/erasures", "{}").is(404);
        person.post("/internal/events", "[]").is(404);
    }

    private static JsonNode entries(Person person, String query) {
        return person.get("/api/v1/audit/events" + query).is(200).json().path("items");
    }

    private static int verify(Map<String, String> environment, String... words) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return VerifyCommand.run(List.of(words), environment, new ByteArrayInputStream(new byte[0]), print, print);
    }
}
