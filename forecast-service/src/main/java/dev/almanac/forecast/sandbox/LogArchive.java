package dev.almanac.forecast.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.forecast.upkeep.Chore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;

/// Puts lines older than 90 days aside, compressed: a session's old lines at once, all or none.
@ApplicationScoped
class LogArchive implements Chore {

    private static final String OLD = "90 days";

    private final Pool database;
    private final ObjectMapper json;

    LogArchive(Pool database, ObjectMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public String name() {
        return "sandbox-log-archive";
    }

    @Override
    public String cron() {
        return "0 2 * * *";
    }

    @Override
    public int run() {
        int lines = 0;
        Optional<UUID> session = next();
        while (session.isPresent()) {
            lines += archive(session.get());
            session = next();
        }
        return lines;
    }

    private Optional<UUID> next() {
        return database.preparedQuery(
                        "SELECT session_id FROM sandbox_log WHERE at < now() - $1::text::interval LIMIT 1")
                .execute(Tuple.of(OLD))
                .map(rows -> rows.stream().map(row -> row.getUUID(0)).findFirst())
                .await()
                .indefinitely();
    }

    private int archive(UUID session) {
        return database.withTransaction(connection -> connection
                        .preparedQuery("""
                                WITH old AS (DELETE FROM sandbox_log
                                    WHERE session_id = $1 AND at < now() - $2::text::interval RETURNING *)
                                SELECT * FROM old ORDER BY seq""")
                        .execute(Tuple.of(session, OLD))
                        .map(rows -> rows.stream().map(LogLine::of).toList())
                        .call(lines ->
                                lines.isEmpty() ? Uni.createFrom().voidItem() : keep(connection, session, lines)))
                .map(List::size)
                .await()
                .indefinitely();
    }

    private Uni<Void> keep(SqlConnection connection, UUID session, List<LogLine> lines) {
        return connection
                .preparedQuery("""
                        INSERT INTO sandbox_log_archive (session_id, first_seq, last_seq, lines)
                        VALUES ($1, $2, $3, $4)""")
                .execute(Tuple.of(
                        session, lines.getFirst().seq(), lines.getLast().seq(), Buffer.buffer(compressed(lines))))
                .replaceWithVoid();
    }

    private byte[] compressed(List<LogLine> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (LogLine line : lines) {
                out.write((json.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A line cannot be written", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
