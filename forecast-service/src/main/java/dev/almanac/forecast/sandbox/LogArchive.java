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
    private static final int AT_ONCE = 10_000;

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

    /// Some lines of a session at a time, so that any log fits.
    private int archive(UUID session) {
        List<LogLine> lines = database.preparedQuery("""
                        SELECT * FROM sandbox_log WHERE session_id = $1 AND at < now() - $2::text::interval
                        ORDER BY seq LIMIT $3""")
                .execute(Tuple.of(session, OLD, AT_ONCE))
                .map(rows -> rows.stream().map(LogLine::of).toList())
                .await()
                .indefinitely();
        if (!lines.isEmpty()) {
            byte[] compressed = compressed(lines);
            database.withTransaction(connection -> keep(connection, session, lines, compressed))
                    .await()
                    .indefinitely();
        }
        return lines.size();
    }

    private static Uni<Void> keep(SqlConnection connection, UUID session, List<LogLine> lines, byte[] compressed) {
        Long[] seqs = lines.stream().map(LogLine::seq).toArray(Long[]::new);
        return connection
                .preparedQuery("DELETE FROM sandbox_log WHERE session_id = $1 AND seq = ANY($2)")
                .execute(Tuple.of(session, seqs))
                .chain(removed -> {
                    if (removed.rowCount() == 0) {
                        return Uni.createFrom().voidItem(); // erased, or archived by another replica
                    }
                    if (removed.rowCount() < seqs.length) {
                        throw new IllegalStateException("Lines of session " + session + " are archived elsewhere");
                    }
                    return connection
                            .preparedQuery("""
                                    INSERT INTO sandbox_log_archive (session_id, first_seq, last_seq, lines)
                                    VALUES ($1, $2, $3, $4)""")
                            .execute(Tuple.of(session, seqs[0], seqs[seqs.length - 1], Buffer.buffer(compressed)))
                            .replaceWithVoid();
                });
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
