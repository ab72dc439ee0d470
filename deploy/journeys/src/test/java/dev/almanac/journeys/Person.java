package dev.almanac.journeys;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;

/// Somebody who uses the public API.
final class Person {

    static final String PASSWORD = "a pass phrase for journeys";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String url;
    private final String email;
    private final String token;

    private Person(String url, String email, String token) {
        this.url = url;
        this.email = email;
        this.token = token;
    }

    /// @param body as text; [#json] reads it
    record Answer(int status, String body) {

        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError("Not JSON: " + body, e);
            }
        }

        Answer is(int wanted) {
            assertEquals(wanted, status, body);
            return this;
        }

        String text(String field) {
            return json().path(field).asText();
        }
    }

    static Person stranger(String url, String token) {
        return new Person(url, null, token);
    }

    static Person signUp(String url) {
        String email = UUID.randomUUID() + "@example.org";
        Answer answer = stranger(url, null)
                .post("/api/v1/auth/register", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD))
                .is(201);
        return new Person(url, email, answer.text("access_token"));
    }

    /// Somebody who is known by an address but not signed in.
    static Person of(String url, String email) {
        return new Person(url, email, null);
    }

    /// The same person at another device.
    Person signIn() {
        Answer answer = stranger(url, null)
                .post("/api/v1/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD))
                .is(200);
        return new Person(url, email, answer.text("access_token"));
    }

    String email() {
        return email;
    }

    /// The user's id, as the token tells it.
    String id() {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8);
        return new Answer(200, claims).text("sub");
    }

    String token() {
        return token;
    }

    Answer get(String path) {
        return send("GET", path, null, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, null, BodyPublishers.noBody());
    }

    Answer post(String path, String json) {
        return send("POST", path, "application/json", BodyPublishers.ofString(json));
    }

    Answer put(String path, String json) {
        return send("PUT", path, "application/json", BodyPublishers.ofString(json));
    }

    Answer patch(String path, String json) {
        return send("PATCH", path, "application/json", BodyPublishers.ofString(json));
    }

    Answer upload(String csv) {
        return send("POST", "/api/v1/datasets?name=test.csv", "text/csv", BodyPublishers.ofString(csv));
    }

    Answer uploadFor(String team, String csv) {
        String path = "/api/v1/datasets?name=test.csv&team=" + team;
        return send("POST", path, "text/csv", BodyPublishers.ofString(csv));
    }

    /// New observations of a dataset.
    Answer append(String dataset, String csv) {
        String path = "/api/v1/datasets/" + dataset + "/versions?mode=append";
        return send("POST", path, "text/csv", BodyPublishers.ofString(csv));
    }

    Answer upload(Path file) {
        try {
            return send("POST", "/api/v1/datasets?name=" + file.getFileName(), "text/csv", BodyPublishers.ofFile(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String forecast(String dataset, int horizon) {
        String body = "{\"dataset_id\":\"%s\",\"horizon\":%d}".formatted(dataset, horizon);
        return post("/api/v1/forecasts", body).is(202).text("id");
    }

    /// Waits until a forecast is over; answers it.
    JsonNode awaitForecast(String id, long seconds) {
        Await.until("forecast " + id + " is over", seconds, () -> {
            String status = get("/api/v1/forecasts/" + id).text("status");
            return !status.equals("queued") && !status.equals("running");
        });
        return get("/api/v1/forecasts/" + id).json();
    }

    private Answer send(String method, String path, String type, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(90))
                .method(method, body);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
