package dev.almanac.audit.append;

import com.fasterxml.jackson.databind.JsonNode;
import dev.almanac.audit.keys.LogConfig;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.kit.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Takes batches of CloudEvents from the other services and answers when they are in a signed checkpoint.
@Path("/internal/events")
@RolesAllowed("scope:events:append")
public class EventResource {

    private static final int LARGEST_BATCH = 500;

    private final Sequencer sequencer;
    private final Intake intake;
    private final Refusals refusals;
    private final RollbackGuard guard;
    private final LogConfig config;
    private final JsonWebToken token;

    EventResource(
            Sequencer sequencer,
            Intake intake,
            Refusals refusals,
            RollbackGuard guard,
            LogConfig config,
            JsonWebToken token) {
        this.sequencer = sequencer;
        this.intake = intake;
        this.refusals = refusals;
        this.guard = guard;
        this.config = config;
        this.token = token;
    }

    /// @param known base64 of the newest checkpoint that the producer keeps; the log must have grown from it
    @POST
    @Consumes("application/cloudevents-batch+json")
    @Blocking
    @Operation(hidden = true)
    public Uni<BatchView> append(@HeaderParam("Almanac-Checkpoint") String known, JsonNode batch) {
        if (!batch.isArray() || batch.size() > LARGEST_BATCH) {
            throw CommonProblem.VALIDATION_FAILED.because("Send an array of at most " + LARGEST_BATCH + " events");
        }
        if (known != null) {
            guard.check(note(known), token.getSubject());
        }
        List<Intake.Taken> taken = intake.take(batch, token.getSubject());
        List<LeafDraft> drafts = new ArrayList<>(taken.size());
        taken.forEach(event -> event.draft().ifPresent(drafts::add));
        return Uni.createFrom()
                .completionStage(sequencer.append(drafts))
                .ifNoItem()
                .after(config.appendLimit())
                .fail()
                .emitOn(Infrastructure.getDefaultExecutor())
                .map(committed -> view(taken, committed))
                .call(view -> refusals.keep(token.getSubject(), batch, view.results()))
                .onFailure(EventResource::isOurs)
                .transform(EventResource::notNow);
    }

    private static BatchView view(List<Intake.Taken> taken, Submission.Committed committed) {
        List<ResultView> results = new ArrayList<>(taken.size());
        int next = 0;
        for (Intake.Taken event : taken) {
            Appended outcome = event.refusal() != null
                    ? event.refusal()
                    : committed.outcomes().get(next++);
            results.add(ResultView.of(event.id(), outcome));
        }
        return new BatchView(results, committed.checkpoint());
    }

    private static String note(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw CommonProblem.VALIDATION_FAILED.because("Almanac-Checkpoint is not in base64");
        }
    }

    private static boolean isOurs(Throwable failure) {
        return !(failure instanceof ProblemException);
    }

    private static Throwable notNow(Throwable failure) {
        return switch (failure) {
            case LogRolledBackException alarm -> AppendProblem.LOG_ROLLED_BACK.because(alarm.getMessage());
            case TimeoutException _, IllegalStateException _ ->
                new ProblemException(
                        CommonProblem.UNAVAILABLE,
                        "The log cannot commit now; send the batch again",
                        List.of(),
                        Map.of("Retry-After", "2"));
            default -> failure;
        };
    }

    /// @param checkpoint a signed state that covers every logged event of the batch
    public record BatchView(List<ResultView> results, String checkpoint) {}

    /// @param status 201 logged, 200 logged before, 409 the key was used for other content, 422 can never be an entry
    /// @param seq null when the event was refused
    /// @param code why it was refused: `conflict`, `invalid` or `oversized`; with the reason in `error`
    public record ResultView(String id, int status, Long seq, boolean duplicate, String code, String error) {

        static ResultView of(String id, Appended outcome) {
            return switch (outcome) {
                case Appended.Logged(long seq, boolean duplicate) ->
                    new ResultView(id, duplicate ? 200 : 201, seq, duplicate, null, null);
                case Appended.Conflict(long first) ->
                    new ResultView(
                            id,
                            409,
                            null,
                            false,
                            "conflict",
                            "conflict: entry " + first + " has this id with other content");
                case Appended.Refused(String code, String reason) ->
                    new ResultView(id, 422, null, false, code, code + ": " + reason);
            };
        }
    }
}
