package dev.almanac.audit.witness;

import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// This service as a witness of other logs, C2SP tlog-witness. Open to everybody: a request proves itself by the
/// signature of a log that is known here.
@Path("/witness")
@PermitAll
@Blocking
public class WitnessResource {

    private static final int LONGEST_BODY = 100_000;

    private final Witness witness;

    WitnessResource(Witness witness) {
        this.witness = witness;
    }

    @POST
    @Path("/add-checkpoint")
    @Produces("text/plain; charset=utf-8")
    public RestResponse<String> addCheckpoint(String body) {
        if (body.length() > LONGEST_BODY) {
            throw CommonProblem.VALIDATION_FAILED.because("An add-checkpoint request is never that long");
        }
        try {
            return switch (witness.add(body)) {
                case Witness.Outcome.Cosigned(String lines) -> RestResponse.ok(lines);
                case Witness.Outcome.Knows(long size) ->
                    ResponseBuilder.<String>create(409)
                            .header("Content-Type", "text/x.tlog.size")
                            .entity(size + "\n")
                            .build();
                case Witness.Outcome.UnknownLog(String origin) ->
                    throw CommonProblem.NOT_FOUND.because("This witness does not know the log " + origin);
                case Witness.Outcome.NotSigned(String log) -> throw WitnessProblem.CHECKPOINT_NOT_SIGNED.because(log);
                case Witness.Outcome.Inconsistent() ->
                    throw WitnessProblem.LOG_INCONSISTENT.because("The proof does not lead from what was seen before");
            };
        } catch (IllegalArgumentException e) {
            throw CommonProblem.VALIDATION_FAILED.because(e.getMessage());
        }
    }

    @GET
    @Path("/key")
    @Produces("text/plain; charset=utf-8")
    public String key() {
        return witness.key().orElseThrow(() -> CommonProblem.NOT_FOUND.because("This service is no witness")) + "\n";
    }
}
