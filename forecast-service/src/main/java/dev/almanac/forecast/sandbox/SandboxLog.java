package dev.almanac.forecast.sandbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// The logs of sessions: numbered without gaps, whichever replica writes.
@ApplicationScoped
class SandboxLog {

    static final String SESSION = "session";
    static final String EVALUATION = "evaluation";

    private static final int PAGE = 500;

    private final Pool database;

    SandboxLog(Pool database) {
        this.database = database;
    }

    Uni<Void> info(SqlConnection connection, UUID session, String type, String message) {
        return write(connection, session, type, "info", message);
    }

    Uni<Void> write(SqlConnection connection, UUID session, String type, String level, String message) {
        return connection
                .preparedQuery("""
                        WITH next AS (UPDATE sandbox_session SET log_seq = log_seq + 1 WHERE id = $1 RETURNING log_seq)
                        INSERT INTO sandbox_log (session_id, seq, log_type, level, message, at)
                        SELECT $1, log_seq, $2, $3, $4, now() FROM next""")
                .execute(Tuple.of(session, type, level, message))
                .replaceWithVoid();
    }

    /// Oldest first, at most a page.
    Uni<List<LogLine>> after(UUID session, long seq) {
        return database.preparedQuery(
                        "SELECT * FROM sandbox_log WHERE session_id = $1 AND seq > $2 ORDER BY seq LIMIT $3")
                .execute(Tuple.of(session, seq, PAGE))
                .map(rows -> rows.stream().map(LogLine::of).toList());
    }
}
