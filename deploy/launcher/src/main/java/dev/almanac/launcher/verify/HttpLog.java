package dev.almanac.launcher.verify;

import dev.almanac.log.PublishedLog;
import dev.almanac.log.TilePath;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A log behind a tlog-tiles prefix. Waits where the server says to come later.
final class HttpLog implements PublishedLog {

    private static final int ATTEMPTS = 5;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int UNAVAILABLE = 503;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String prefix;
    private final Optional<String> token;

    /// @param token a bearer token, where the log is not public
    HttpLog(URI prefix, Optional<String> token) {
        this.prefix = prefix.toString().replaceAll("/+$", "") + "/";
        this.token = token;
    }

    @Override
    public String checkpoint() throws IOException {
        return new String(get("checkpoint"), StandardCharsets.UTF_8);
    }

    @Override
    public byte[] tile(int level, long index, int width) throws IOException {
        return get("tile/" + level + "/" + new TilePath(index, width));
    }

    @Override
    public byte[] entries(long index, int width) throws IOException {
        return get("tile/entries/" + new TilePath(index, width));
    }

    private byte[] get(String path) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(prefix + path)).timeout(TIMEOUT);
        token.ifPresent(bearer -> request.header("Authorization", "Bearer " + bearer));
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            for (int attempt = 1; attempt < ATTEMPTS && isLater(response); attempt++) {
                TimeUnit.SECONDS.sleep(
                        response.headers().firstValueAsLong("Retry-After").orElse(1));
                response = http.send(request.build(), BodyHandlers.ofByteArray());
            }
            if (response.statusCode() != OK) {
                throw new IOException(prefix + path + " answers " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static boolean isLater(HttpResponse<byte[]> response) {
        return response.statusCode() == TOO_MANY || response.statusCode() == UNAVAILABLE;
    }
}
