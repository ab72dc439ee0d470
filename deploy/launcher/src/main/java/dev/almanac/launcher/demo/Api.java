package dev.almanac.launcher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// A small client of the public API.
final class Api {

    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);
    private static final long JOB_SECONDS = 300;

    private final String url;
    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private String token;

    Api(String url) {
        this.url = url;
    }

    void signedInWith(String accessToken) {
        this.token = accessToken;
    }

    JsonNode post(String path, Map<String, ?> body) {
        try {
            return tree(send("POST", path, "application/json", BodyPublishers.ofString(json.writeValueAsString(body))));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    JsonNode upload(String path, Path file) {
        try {
            return tree(send("POST", path, "text/csv", BodyPublishers.ofFile(file)));
        } catch (FileNotFoundException e) {
            throw new DemoFailure("the example file is missing: " + file);
        }
    }

    JsonNode get(String path) {
        return tree(text(path));
    }

    String text(String path) {
        return send("GET", path, null, BodyPublishers.noBody());
    }

    /// Follows a job to its end.
    void follow(String path, Consumer<JsonNode> message) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .subprotocols("almanac.v1")
                .buildAsync(URI.create(url.replaceFirst("^http", "ws") + path), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                        message.accept(tree(data.toString()));
                        socket.request(1);
                        return null;
                    }

                    @Override
                    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
                        end.complete(null);
                        return null;
                    }

                    @Override
                    public void onError(WebSocket socket, Throwable error) {
                        end.completeExceptionally(error);
                    }
                })
                .exceptionally(refused -> {
                    end.completeExceptionally(refused);
                    return null;
                });
        try {
            end.get(JOB_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw new DemoFailure("progress of " + path + " was lost: " + e.getMessage());
        }
    }

    private String send(String method, String path, String type, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(ANSWER_WITHIN)
                .method(method, body);
        if (type != null) {
            request.header("Content-Type", type);
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new DemoFailure(
                        "%s %s answered %d: %s".formatted(method, path, response.statusCode(), response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new DemoFailure("%s %s failed: %s".formatted(method, path, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }

    private JsonNode tree(String text) {
        try {
            return json.readTree(text);
        } catch (JsonProcessingException e) {
            throw new DemoFailure("the answer is not JSON: " + e.getMessage());
        }
    }
}
