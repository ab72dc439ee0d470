package dev.almanac.audit.witness;

import dev.almanac.audit.publish.WitnessConfig;
import dev.almanac.log.AddCheckpoint;
import dev.almanac.log.Cosignature;
import dev.almanac.log.SignedNote;
import dev.almanac.log.VerifierKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One witness of this log, as it answers over HTTP.
final class Peer {

    private static final long LONGEST_ANSWER = 100_000;

    private final HttpClient http;
    private final URI url;
    private final VerifierKey key;
    private final Duration timeout;

    /// @throws IllegalArgumentException when its key is not one of a witness
    Peer(HttpClient http, WitnessConfig.Peer config, Duration timeout) {
        this.http = http;
        this.url = URI.create(config.url().toString().replaceAll("/+$", "") + "/add-checkpoint");
        this.key = VerifierKey.parse(config.key());
        this.timeout = timeout;
        if (key.kind() != VerifierKey.Kind.COSIGNATURE) {
            throw new IllegalArgumentException("The key of witness " + key.name() + " is not one of cosignatures");
        }
    }

    String name() {
        return key.name();
    }

    /// @throws IOException when it does not answer, or not as a witness does
    Answer add(AddCheckpoint request) throws IOException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(request.text()))
                .build();
        HttpResponse<String> response = send(post);
        return switch (response.statusCode()) {
            case 200 -> cosigned(request, response.body());
            case 409 -> new Answer.Knows(size(response.body()));
            case 422 -> new Answer.Inconsistent();
            default -> throw new IOException("it answers " + response.statusCode());
        };
    }

    /// The timeout of a request ends with the answer's head; this one counts for all of it.
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("it does not answer in time", e);
        }
    }

    private Answer cosigned(AddCheckpoint request, String body) throws IOException {
        String text = SignedNote.parse(request.checkpointNote()).text();
        for (String line : body.split("\n")) {
            Optional<SignedNote.Line> signature = parse(line);
            Optional<Instant> time = signature.flatMap(known -> Cosignature.time(known, text, key));
            if (time.isPresent()) {
                return new Answer.Cosigned(signature.get(), time.get());
            }
        }
        throw new IOException("its answer holds no good cosignature of its key");
    }

    private static Optional<SignedNote.Line> parse(String line) {
        try {
            return Optional.of(SignedNote.Line.parse(line));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static long size(String body) throws IOException {
        try {
            return Long.parseLong(body.strip());
        } catch (NumberFormatException e) {
            throw new IOException("it answers 409 without a size", e);
        }
    }

    /// What a witness says to a checkpoint.
    sealed interface Answer {

        record Cosigned(SignedNote.Line line, Instant time) implements Answer {}

        /// It knows another size than the request began at.
        record Knows(long size) implements Answer {}

        /// The proof does not lead from what it has seen.
        record Inconsistent() implements Answer {}
    }
}
