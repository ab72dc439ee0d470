package dev.almanac.journeys;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// A client of tus 1.0.0 that goes on from what the server has.
final class Resumable {

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final String url;
    private final String token;
    private final byte[] file;
    private String upload;

    Resumable(String url, String token, byte[] file) {
        this.url = url;
        this.token = token;
        this.file = file;
    }

    void begin(String name) throws IOException, InterruptedException {
        HttpResponse<Void> answer = http.send(
                request("/api/v1/uploads")
                        .header("Upload-Length", Integer.toString(file.length))
                        .header(
                                "Upload-Metadata",
                                "filename " + Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8)))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.discarding());
        upload = answer.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("begin: " + answer.statusCode()));
    }

    /// How much is durable; empty when nobody answers.
    Optional<Long> offset() throws InterruptedException {
        try {
            HttpResponse<Void> answer = http.send(
                    request(upload).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.discarding());
            return answer.statusCode() == 200
                    ? Optional.of(
                            answer.headers().firstValueAsLong("Upload-Offset").orElseThrow())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // it is down; the caller asks again
        }
    }

    /// Sends the next bytes.
    ///
    /// @return where the dataset is, when that was all
    Optional<String> part(long offset, int length) throws IOException, InterruptedException {
        int n = (int) Math.min(length, file.length - offset);
        BodyPublisher body = BodyPublishers.ofByteArray(file, (int) offset, n);
        HttpResponse<Void> answer = http.send(
                request(upload)
                        .header("Upload-Offset", Long.toString(offset))
                        .header("Content-Type", "application/offset+octet-stream")
                        .method("PATCH", body)
                        .build(),
                BodyHandlers.discarding());
        if (answer.statusCode() != 204) {
            throw new IOException("part: " + answer.statusCode());
        }
        return answer.headers().firstValue("Content-Location");
    }

    Optional<String> dataset() throws IOException, InterruptedException {
        HttpResponse<Void> answer = http.send(
                request(upload).method("HEAD", BodyPublishers.noBody()).build(), BodyHandlers.discarding());
        return answer.headers().firstValue("Content-Location");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .header("Tus-Resumable", "1.0.0");
    }
}
