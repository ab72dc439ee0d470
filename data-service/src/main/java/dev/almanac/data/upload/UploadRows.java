package dev.almanac.data.upload;

import dev.almanac.data.dataset.IngestRows;
import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.kit.erasure.ErasedOwners;
import dev.almanac.kit.problem.CommonProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of uploads. A writer holds an upload by a lease that ends some seconds after its last part, so that nobody
/// waits long for one who died. Blocks.
@ApplicationScoped
class UploadRows {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);
    private static final String INSERT =
            "INSERT INTO upload (id, owner_id, actor_id, name, length, digest, owner_key, wrapped_key, manifest,"
                    + " expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    private static final String LEASE = "now() + interval '10 seconds'";

    private final Pool database;

    UploadRows(Pool database) {
        this.database = database;
    }

    /// A new upload.
    record Announced(UUID id, UUID owner, UUID actor, String name, long length, String digest) {}

    /// @return false when the owner was erased
    boolean insert(Announced upload, OwnerKeys.Wrapped key, byte[] manifest, Instant expires) {
        Tuple values = Tuple.tuple()
                .addUUID(upload.id())
                .addUUID(upload.owner())
                .addUUID(upload.actor())
                .addString(upload.name())
                .addLong(upload.length())
                .addString(upload.digest())
                .addInteger(key.ownerKey())
                .addValue(Buffer.buffer(key.key()))
                .addValue(Buffer.buffer(manifest))
                .addOffsetDateTime(expires.atOffset(ZoneOffset.UTC));
        return database.withTransaction(connection -> ErasedOwners.mayKeep(connection, upload.owner())
                        .call(may -> may
                                ? connection.preparedQuery(INSERT).execute(values)
                                : Uni.createFrom().voidItem()))
                .await()
                .atMost(DATABASE_LIMIT);
    }

    /// An upload that this person began.
    Optional<UploadRow> of(UUID actor, UUID id) {
        return first(query(
                "SELECT * FROM upload WHERE id = $1 AND actor_id = $2 AND expires_at > now()", Tuple.of(id, actor)));
    }

    Optional<UploadRow> any(UUID id) {
        return first(query("SELECT * FROM upload WHERE id = $1", Tuple.of(id)));
    }

    /// @return false when somebody else writes
    boolean lock(UUID id, UUID writer) {
        return query(
                                "UPDATE upload SET writer = $2, writer_until = " + LEASE
                                        + " WHERE id = $1 AND (writer IS NULL OR writer_until < now())",
                                Tuple.of(id, writer))
                        .rowCount()
                == 1;
    }

    /// Goes on holding it.
    ///
    /// @return false when another writer has taken over
    boolean hold(UUID id, UUID writer) {
        return query(
                                "UPDATE upload SET writer_until = " + LEASE + " WHERE id = $1 AND writer = $2",
                                Tuple.of(id, writer))
                        .rowCount()
                == 1;
    }

    void unlock(UUID id, UUID writer) {
        query("UPDATE upload SET writer = NULL WHERE id = $1 AND writer = $2", Tuple.of(id, writer));
    }

    /// Writes down that more is durable, and makes the dataset when that is all.
    ///
    /// @param dataset id of the dataset to make when the upload is complete
    /// @return false when another writer has taken over
    boolean advance(
            UploadRow before, UUID writer, int parts, long received, byte[] manifest, Instant expires, UUID dataset) {
        return database.<Boolean>withTransaction(connection -> connection
                        .preparedQuery("UPDATE upload SET received = $4, parts = $5, manifest = $6, expires_at = $7,"
                                + " writer_until = " + LEASE + " WHERE id = $1 AND writer = $2 AND received = $3")
                        .execute(Tuple.tuple()
                                .addUUID(before.id())
                                .addUUID(writer)
                                .addLong(before.received())
                                .addLong(received)
                                .addInteger(parts)
                                .addValue(Buffer.buffer(manifest))
                                .addOffsetDateTime(expires.atOffset(ZoneOffset.UTC)))
                        .map(rows -> rows.rowCount() == 1)
                        .call(ours -> ours && received == before.length()
                                ? complete(connection, before, dataset)
                                : Uni.createFrom().voidItem()))
                .await()
                .atMost(DATABASE_LIMIT);
    }

    private static Uni<Void> complete(SqlConnection connection, UploadRow upload, UUID dataset) {
        return ErasedOwners.mayKeep(connection, upload.owner())
                .invoke(may -> {
                    if (!may) {
                        throw CommonProblem.NOT_FOUND.because("The account or team of this upload is gone");
                    }
                })
                .chain(() -> insert(connection, upload, dataset));
    }

    private static Uni<Void> insert(SqlConnection connection, UploadRow upload, UUID dataset) {
        return connection
                .preparedQuery("INSERT INTO dataset (id, owner_id, name, latest_version, status, created_at)"
                        + " VALUES ($1, $2, $3, 1, 'ingesting', now())")
                .execute(Tuple.of(dataset, upload.owner(), upload.name()))
                .chain(() -> connection
                        .preparedQuery("UPDATE upload SET dataset_id = $2 WHERE id = $1")
                        .execute(Tuple.of(upload.id(), dataset)))
                .chain(() -> IngestRows.add(connection, dataset, upload.id(), upload.length()));
    }

    /// @return false while a dataset is made of it
    boolean delete(UUID id) {
        return query(
                                "DELETE FROM upload u WHERE id = $1"
                                        + " AND NOT EXISTS (SELECT FROM ingest i WHERE i.upload_id = u.id)",
                                Tuple.of(id))
                        .rowCount()
                == 1;
    }

    /// Uploads that nobody went on with, and those that are read since long.
    List<UUID> expired() {
        return ids(query(
                "SELECT id FROM upload u WHERE expires_at < now()"
                        + " AND NOT EXISTS (SELECT FROM ingest i WHERE i.upload_id = u.id) LIMIT 100",
                Tuple.tuple()));
    }

    List<UUID> ofOwner(UUID owner) {
        return ids(query(
                "SELECT id FROM upload WHERE owner_id = $1 OR (actor_id = $1 AND dataset_id IS NULL)",
                Tuple.of(owner)));
    }

    private static List<UUID> ids(RowSet<Row> rows) {
        List<UUID> ids = new ArrayList<>();
        rows.forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }

    private static Optional<UploadRow> first(RowSet<Row> rows) {
        return rows.rowCount() == 0
                ? Optional.empty()
                : Optional.of(UploadRow.of(rows.iterator().next()));
    }

    private RowSet<Row> query(String sql, Tuple parameters) {
        return database.preparedQuery(sql).execute(parameters).await().atMost(DATABASE_LIMIT);
    }
}
