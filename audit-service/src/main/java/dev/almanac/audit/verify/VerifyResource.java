package dev.almanac.audit.verify;

import dev.almanac.audit.publish.LogReader;
import dev.almanac.audit.search.Reads;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// The full verification for those who oversee the log.
@Path("/api/v1/audit/verify")
@RolesAllowed({"admin", "auditor"})
public class VerifyResource {

    private final Verifier verifier;
    private final LogReader log;
    private final VerifyConfig config;
    private final Reads reads;
    private final JsonWebToken token;

    VerifyResource(Verifier verifier, LogReader log, VerifyConfig config, Reads reads, JsonWebToken token) {
        this.verifier = verifier;
        this.log = log;
        this.config = config;
        this.reads = reads;
        this.token = token;
    }

    /// Starts a run, or joins the one under way. 200 with a [VerificationReport], or 202 with [RunningView] when it
    /// takes longer than a request should: ask again.
    @GET
    @Blocking
    @APIResponseSchema(VerificationReport.class)
    public Uni<RestResponse<Object>> verify() {
        UUID reader = UUID.fromString(token.getSubject());
        return reads.record(reader, "audit.verified", Map.of())
                .chain(() -> Uni.createFrom().completionStage(verifier.run().minimalCompletionStage()))
                .ifNoItem()
                .after(config.answerWithin())
                .fail()
                .emitOn(Infrastructure.getDefaultExecutor())
                .invoke(() -> verifier.expect(false))
                .map(report -> RestResponse.<Object>ok(report))
                .onFailure(TimeoutException.class)
                .recoverWithItem(() -> running());
    }

    private RestResponse<Object> running() {
        verifier.expect(true);
        RunningView view = new RunningView("running", verifier.done(), log.size());
        return ResponseBuilder.<Object>accepted(view).header("Retry-After", "5").build();
    }

    /// @param done entries that are recomputed
    /// @param total entries that the log has now
    @RegisterForReflection
    public record RunningView(String status, long done, long total) {}
}
