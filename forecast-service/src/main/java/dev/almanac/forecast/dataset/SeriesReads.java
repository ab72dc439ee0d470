package dev.almanac.forecast.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.kit.security.ServiceTokens;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Opens streams of series at data-service, in the name of their owner.
@RegisterForReflection(targets = SeriesStream.Line.class)
@ApplicationScoped
public class SeriesReads {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ServiceTokens tokens;
    private final ObjectMapper json;
    private final String dataService;

    SeriesReads(
            ServiceTokens tokens,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.rest-client.data.url") String dataService) {
        this.tokens = tokens;
        this.json = json;
        this.dataService = dataService;
    }

    /// What became of the attempt to read.
    public sealed interface Outcome {
        record Opened(SeriesStream stream) implements Outcome {}

        /// Trying again would not help.
        record Refused(String reason) implements Outcome {}
    }

    /// Series of a dataset by their place in it.
    ///
    /// @param end after the last one; may lie past the dataset's end
    public record Range(int first, int end) {

        /// All of them.
        public static final Range ALL = new Range(0, Integer.MAX_VALUE);

        public Range within(int count) {
            return new Range(first, Math.min(end, count));
        }
    }

    /// @throws IOException when trying again may help
    public Outcome open(UUID owner, UUID dataset, int version, Range range) throws IOException, InterruptedException {
        String token = tokens.bearer("data-service", owner.toString(), "series:read")
                .await()
                .atMost(ANSWER_WITHIN);
        URI uri = URI.create("%s/internal/datasets/%s/versions/%d/series?after=%d&until=%d"
                .formatted(dataService, dataset, version, range.first() - 1, range.end()));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", token)
                .header("Accept", "application/x-ndjson")
                .timeout(ANSWER_WITHIN)
                .build();
        var response = http.send(request, BodyHandlers.ofInputStream());
        return switch (response.statusCode()) {
            case 200 -> {
                int count = Math.toIntExact(
                        response.headers().firstValueAsLong("Series-Count").orElseThrow());
                yield new Outcome.Opened(new SeriesStream(response.body(), range.within(count), json));
            }
            case 404 -> refused(response.body(), "The dataset is gone");
            case 409 -> refused(response.body(), "The dataset waits for its mapping to be confirmed");
            default -> {
                response.body().close();
                throw new IOException("data-service answered " + response.statusCode());
            }
        };
    }

    private static Outcome refused(InputStream body, String reason) throws IOException {
        body.close();
        return new Outcome.Refused(reason);
    }
}
