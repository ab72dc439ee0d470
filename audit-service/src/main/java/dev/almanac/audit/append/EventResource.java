package dev.almanac.audit.append;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Takes batches of CloudEvents from the other services and answers when they are in a signed checkpoint.
@Path("/internal/events")
@RolesAllowed("scope:events:append")
public class EventResource {

    private static final int LARGEST_BATCH = 500;

    private final Sequencer sequencer;
    private final LogConfig config;
    private final ObjectMapper json;
    private final JsonWebToken token;

    EventResource(Sequencer sequencer, LogConfig config, ObjectMapper json, JsonWebToken token) {
        this.sequencer = sequencer;
        this.config = config;
        this.json = json;
        this.token = token;
    }

    @POST
    @Consumes("application/cloudevents-batch+json")
    @Blocking
    @Operation(hidden = true)
    public BatchView append(JsonNode batch) {
        if (!batch.isArray() || batch.size() > LARGEST_BATCH) {
            throw CommonProblem.VALIDATION_FAILED.because("Send an array of at most " + LARGEST_BATCH + " events");
        }
        List<CompletableFuture<Appended>> pending = new ArrayList<>();
        batch.forEach(event -> pending.add(start(event)));
        List<ResultView> results = new ArrayList<>();
        String checkpoint = null;
        for (int i = 0; i < pending.size(); i++) {
            String id = batch.get(i).path("id").asText(null);
            Appended appended = await(pending.get(i), id, results);
            if (appended instanceof Appended.Logged logged) {
                checkpoint = logged.checkpoint();
            }
        }
        return new BatchView(results, checkpoint);
    }

    private CompletableFuture<Appended> start(JsonNode event) {
        try {
            return sequencer.append(IncomingEvent.parse(event, token.getSubject(), json));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Appended await(CompletableFuture<Appended> pending, String id, List<ResultView> results) {
        try {
            Appended appended = pending.get(config.appendLimit().toMillis(), TimeUnit.MILLISECONDS);
            results.add(
                    switch (appended) {
                        case Appended.Logged(long seq, boolean duplicate, String _) ->
                            new ResultView(id, seq, duplicate, null);
                        case Appended.Conflict(long first) ->
                            new ResultView(
                                    id, null, false, "conflict: entry " + first + " has this id with other content");
                        case Appended.Oversized(int bytes) ->
                            new ResultView(id, null, false, "oversized: a leaf of " + bytes + " bytes");
                    });
            return appended;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException invalid) {
                results.add(new ResultView(id, null, false, "invalid: " + invalid.getMessage()));
                return null;
            }
            throw notNow();
        } catch (TimeoutException e) {
            throw notNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notNow();
        }
    }

    private static ProblemException notNow() {
        return new ProblemException(
                CommonProblem.UNAVAILABLE,
                "The log cannot commit now; send the batch again",
                List.of(),
                Map.of("Retry-After", "2"));
    }

    /// @param checkpoint a signed state that covers every logged event of the batch; null when none was logged
    public record BatchView(List<ResultView> results, String checkpoint) {}

    /// @param seq null when the event was refused, for the reason in `error`
    public record ResultView(String id, Long seq, boolean duplicate, String error) {}
}
