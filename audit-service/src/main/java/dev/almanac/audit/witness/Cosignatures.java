package dev.almanac.audit.witness;

import dev.almanac.log.SignedNote;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/// The witnesses' signature lines. Every call blocks.
@ApplicationScoped
class Cosignatures {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);

    private final Pool database;

    Cosignatures(Pool database) {
        this.database = database;
    }

    /// The largest size that the witness has cosigned, 0 before the first.
    long newest(String witness) {
        return query("SELECT coalesce(max(size), 0) FROM cosignature WHERE witness = $1", Tuple.of(witness))
                .iterator()
                .next()
                .getLong(0);
    }

    /// Keeps the first line of a witness for a size: the earliest time says the most.
    void keep(long size, SignedNote.Line line, Instant time) {
        query(
                "INSERT INTO cosignature (size, witness, line, at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                Tuple.of(size, line.name(), line.text(), time.atOffset(ZoneOffset.UTC)));
    }

    private RowSet<Row> query(String sql, Tuple values) {
        return database.preparedQuery(sql).execute(values).await().atMost(DATABASE_LIMIT);
    }
}
