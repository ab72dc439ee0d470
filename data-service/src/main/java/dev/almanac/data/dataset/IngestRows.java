package dev.almanac.data.dataset;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.almanac.data.ingest.IngestCancelledException;
import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.reader.Finding;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/// Finished uploads that are being read, as every replica sees them. Blocks.
@ApplicationScoped
public class IngestRows {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);
    private static final int NO_VERSION = 0;
    private static final String CLAIM = """
            UPDATE ingest i SET lease_until = now() + interval '20 seconds', attempts = attempts + 1
              FROM dataset d, upload u
             WHERE i.dataset_id = (SELECT w.dataset_id FROM ingest w WHERE w.lease_until <= now()
                                    ORDER BY w.attempts, w.started_at FOR UPDATE SKIP LOCKED LIMIT 1)
               AND d.id = i.dataset_id AND u.id = i.upload_id
            RETURNING i.dataset_id, i.upload_id, i.attempts, d.owner_id, u.actor_id, u.digest
            """;

    private final Pool database;
    private final OwnerKeys keys;
    private final ObjectMapper json;

    IngestRows(Pool database, OwnerKeys keys, ObjectMapper json) {
        this.database = database;
        this.keys = keys;
        this.json = json;
    }

    /// One to read.
    public record Claimed(UUID dataset, UUID upload, int attempts, UUID owner, UUID actor, String digest) {}

    /// In the transaction that finishes the upload.
    public static Uni<Void> add(SqlConnection connection, UUID dataset, UUID upload, long bytes) {
        return connection
                .preparedQuery("INSERT INTO ingest (dataset_id, upload_id, total_bytes) VALUES ($1, $2, $3)")
                .execute(Tuple.of(dataset, upload, bytes))
                .replaceWithVoid();
    }

    /// Takes the oldest that nobody reads.
    public Optional<Claimed> claim() {
        for (Row row : query(CLAIM, Tuple.tuple())) {
            return Optional.of(new Claimed(
                    row.getUUID(0),
                    row.getUUID(1),
                    row.getInteger(2),
                    row.getUUID(3),
                    row.getUUID(4),
                    row.getString(5)));
        }
        return Optional.empty();
    }

    /// @param bytes negative when they are not to be changed
    /// @throws IngestCancelledException when the dataset is deleted
    public void reached(Claimed claimed, long bytes, long rows) {
        int alive = query(
                        "UPDATE ingest i SET lease_until = now() + interval '20 seconds',"
                                + " done_bytes = greatest(done_bytes, $2), rows = greatest(rows, $3) FROM dataset d"
                                + " WHERE i.dataset_id = $1 AND i.attempts = $4 AND d.id = i.dataset_id AND d.deleted_at IS NULL",
                        Tuple.of(claimed.dataset(), bytes, rows, claimed.attempts()))
                .rowCount();
        if (alive == 0) {
            throw new IngestCancelledException();
        }
    }

    /// Ends the claim, unless another attempt has taken over.
    ///
    /// @return whether it was still ours
    public boolean remove(Claimed claimed) {
        return query(
                                "DELETE FROM ingest WHERE dataset_id = $1 AND attempts = $2",
                                Tuple.of(claimed.dataset(), claimed.attempts()))
                        .rowCount()
                == 1;
    }

    /// The same in the current Hibernate Reactive transaction.
    static Uni<Boolean> removeIn(Mutiny.Session session, Claimed claimed) {
        return session.createNativeQuery("DELETE FROM ingest WHERE dataset_id = ?1 AND attempts = ?2")
                .setParameter(1, claimed.dataset())
                .setParameter(2, claimed.attempts())
                .executeUpdate()
                .map(count -> count == 1);
    }

    /// Lets some time pass before the next attempt.
    public void pause(Claimed claimed, Duration pause) {
        query(
                "UPDATE ingest SET lease_until = now() + $3 * interval '1 second' WHERE dataset_id = $1 AND attempts = $2",
                Tuple.of(claimed.dataset(), claimed.attempts(), (double) pause.toSeconds()));
    }

    /// The dataset stays, with the reason.
    public void fail(Claimed claimed, Finding finding) {
        byte[] sealed = sealed(claimed, finding);
        database.withTransaction(connection -> connection
                        .preparedQuery("UPDATE dataset SET status = 'failed', failure = $2, revision = revision + 1"
                                + " WHERE id = $1 AND status = 'ingesting'"
                                + " AND EXISTS (SELECT FROM ingest WHERE dataset_id = $1 AND attempts = $3)")
                        .execute(Tuple.of(claimed.dataset(), Buffer.buffer(sealed), claimed.attempts()))
                        .chain(() -> connection
                                .preparedQuery("DELETE FROM ingest WHERE dataset_id = $1 AND attempts = $2")
                                .execute(Tuple.of(claimed.dataset(), claimed.attempts()))))
                .await()
                .atMost(DATABASE_LIMIT);
    }

    private byte[] sealed(Claimed claimed, Finding finding) {
        try {
            OwnerKeys.Fresh fresh = keys.fresh(claimed.owner(), claimed.dataset(), NO_VERSION);
            byte[] sealed = fresh.vault().seal(json.writeValueAsBytes(List.of(finding)), "failure");
            byte[] wrapped = fresh.wrapped().key();
            return ByteBuffer.allocate(8 + wrapped.length + sealed.length)
                    .putInt(fresh.wrapped().ownerKey())
                    .putInt(wrapped.length)
                    .put(wrapped)
                    .put(sealed)
                    .array();
        } catch (IOException e) {
            throw new IllegalStateException("A failure cannot be written", e);
        }
    }

    /// Why the file could not be used; null when it could.
    DatasetView.Quality failure(DatasetEntity dataset) {
        if (dataset.failure == null) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(dataset.failure);
        int ownerKey = in.getInt();
        byte[] wrapped = new byte[in.getInt()];
        in.get(wrapped);
        byte[] sealed = new byte[in.remaining()];
        in.get(sealed);
        try {
            byte[] plain = keys.open(dataset.ownerId, dataset.id, NO_VERSION, new OwnerKeys.Wrapped(ownerKey, wrapped))
                    .open(sealed, "failure");
            return new DatasetView.Quality(List.of(json.readValue(plain, Finding[].class)), List.of());
        } catch (IOException e) {
            throw new IllegalStateException("The stored failure of " + dataset.id + " is damaged", e);
        }
    }

    /// How far it is; null when it is not being read.
    ProgressView progress(UUID dataset) {
        for (Row row : query(
                "SELECT done_bytes, total_bytes, rows, started_at FROM ingest WHERE dataset_id = $1",
                Tuple.of(dataset))) {
            return ProgressView.of(
                    row.getLong(0),
                    row.getLong(1),
                    row.getLong(2),
                    row.getOffsetDateTime(3).toInstant(),
                    Instant.now());
        }
        return null;
    }

    private RowSet<Row> query(String sql, Tuple parameters) {
        return database.preparedQuery(sql).execute(parameters).await().atMost(DATABASE_LIMIT);
    }
}
