package dev.almanac.forecast.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.dataset.SeriesReads;
import dev.almanac.forecast.dataset.SeriesStream;
import dev.almanac.forecast.series.SeriesInput;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/// What only workers read of a job: its less usual wishes, and series that it brought along.
@ApplicationScoped
class JobInputs {

    private final Pool database;
    private final ObjectMapper json;

    JobInputs(Pool database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    /// @param details null for none
    /// @param series null for those of a dataset
    Uni<Void> keep(SqlConnection connection, UUID job, String details, List<SeriesInput> series) {
        if (details == null && series == null) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery("INSERT INTO forecast_input (forecast_id, details, series) VALUES ($1, $2, $3)")
                .execute(Tuple.of(job, details, series == null ? null : lines(series)))
                .replaceWithVoid();
    }

    /// JSON, null for none. Blocks.
    String details(Job job) {
        return read(job, "SELECT details FROM forecast_input WHERE forecast_id = $1");
    }

    /// Blocks.
    SeriesStream open(Job job, SeriesReads.Range range) {
        byte[] bytes = read(job, "SELECT series FROM forecast_input WHERE forecast_id = $1")
                .getBytes(StandardCharsets.UTF_8);
        return new SeriesStream(new ByteArrayInputStream(bytes), range.within(job.ordinals()), json);
    }

    private String read(Job job, String query) {
        return database.preparedQuery(query)
                .execute(Tuple.of(job.id()))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getString(0))
                .await()
                .indefinitely();
    }

    /// One JSON line a series, in the form in which data-service sends them.
    private String lines(List<SeriesInput> series) {
        StringBuilder lines = new StringBuilder();
        try {
            for (int i = 0; i < series.size(); i++) {
                lines.append(json.writeValueAsString(SeriesStream.Line.of(i, series.get(i))))
                        .append('\n');
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A series cannot be written", e);
        }
        return lines.toString();
    }
}
