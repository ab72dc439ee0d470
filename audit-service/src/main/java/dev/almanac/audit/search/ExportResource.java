package dev.almanac.audit.search;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.RestQuery;

/// Whole histories as a stream, oldest first: a file of any length in little memory.
@Path("/api/v1/audit/export")
@RolesAllowed({"user", "viewer", "lab", "council_operator", "auditor", "admin"})
public class ExportResource {

    private static final int AT_ONCE = 500;
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);

    private final Events events;
    private final Reads reads;
    private final Visibility.Rule rule;
    private final ObjectMapper json;
    private final JsonWebToken token;

    ExportResource(Events events, Reads reads, Visibility.Rule rule, ObjectMapper json, JsonWebToken token) {
        this.events = events;
        this.reads = reads;
        this.rule = rule;
        this.json = json;
        this.token = token;
    }

    /// @param format `jsonl`, `csv` or `ocsf`
    /// @param after begin behind this place: an export that broke off is resumed
    @GET
    @Blocking
    @Produces({"application/x-ndjson", "text/csv"})
    public Response export(@BeanParam EventFilter filter, @RestQuery String format, @RestQuery Long after) {
        ExportFormat wanted = ExportFormat.of(format == null ? "jsonl" : format, json)
                .orElseThrow(() -> CommonProblem.VALIDATION_FAILED.because("format is jsonl, csv or ocsf"));
        Visibility visible = rule.of(token);
        reads.record(
                        visible.actor(),
                        "audit.exported",
                        Map.of("format", wanted.name(), "everything", visible.everything()))
                .await()
                .atMost(DATABASE_LIMIT);
        StreamingOutput body = out -> write(out, wanted, visible, filter, after == null ? -1 : after);
        return Response.ok(body)
                .type(wanted.mediaType())
                .header("Content-Disposition", "attachment; filename=\"" + wanted.fileName() + "\"")
                .build();
    }

    private void write(OutputStream out, ExportFormat format, Visibility visible, EventFilter filter, long after)
            throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write(format.head());
        long last = after;
        List<EventView> batch;
        do {
            batch = events.oldest(visible, filter, last, AT_ONCE).await().atMost(DATABASE_LIMIT);
            for (EventView event : batch) {
                text.write(format.line(event));
                last = event.seq();
            }
            text.flush();
        } while (batch.size() == AT_ONCE);
    }
}
