package dev.almanac.audit.append;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/// Remembers which events were refused and why, for operators; never their content.
@ApplicationScoped
class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final int LONGEST = 200;

    private final Pool database;

    Refusals(Pool database) {
        this.database = database;
    }

    Uni<Void> keep(String source, JsonNode batch, List<EventResource.ResultView> results) {
        List<Tuple> rows = IntStream.range(0, results.size())
                .filter(i -> results.get(i).seq() == null)
                .mapToObj(i -> row(
                        source,
                        batch.get(i),
                        results.get(i).code(),
                        results.get(i).error()))
                .toList();
        return rows.isEmpty() ? Uni.createFrom().voidItem() : store(source, rows);
    }

    Uni<Void> keep(String source, JsonNode event, String code, String reason) {
        return store(source, List.of(row(source, event, code, reason)));
    }

    private Uni<Void> store(String source, List<Tuple> rows) {
        LOG.warnf("%d events of %s were refused; GET /api/v1/audit/refusals names them", rows.size(), source);
        return database.preparedQuery(
                        "INSERT INTO refusal (source, event_id, type, code, reason) VALUES ($1, $2, $3, $4, $5)")
                .executeBatch(rows)
                .replaceWithVoid();
    }

    private static Tuple row(String source, JsonNode event, String code, String reason) {
        return Tuple.of(
                source,
                cut(event.path("id").asText(null)),
                cut(event.path("type").asText(null)),
                code,
                cut(reason));
    }

    private static String cut(String text) {
        String clean = text == null ? null : text.replace("\u0000", "");
        return clean == null || clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
    }
}
