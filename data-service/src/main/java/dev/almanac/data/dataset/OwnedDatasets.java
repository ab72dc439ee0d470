package dev.almanac.data.dataset;

import dev.almanac.data.ingest.Ingest;
import dev.almanac.data.keys.OwnerKeys;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import dev.almanac.kit.erasure.ErasedOwners;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Everything of one owner at once. Blocks: use it from a worker thread.
@ApplicationScoped
public class OwnedDatasets {

    private final Pool database;
    private final Ingest ingest;
    private final OwnerKeys keys;
    private final AuditOutbox audit;

    OwnedDatasets(Pool database, Ingest ingest, OwnerKeys keys, AuditOutbox audit) {
        this.database = database;
        this.ingest = ingest;
        this.keys = keys;
        this.audit = audit;
    }

    /// Destroys the owner's keys, which makes all that they stored unreadable, in backups too; then the objects, then
    /// the rows. Doing it again finishes what was interrupted.
    ///
    /// @return how many datasets are gone by this call
    public int erase(UUID owner) throws IOException {
        database.withTransaction(connection -> ErasedOwners.remember(connection, owner))
                .await()
                .indefinitely();
        keys.destroy(owner);
        for (Row version : versions(owner)) {
            ingest.discard(version.getUUID(0), version.getUUID(1));
        }
        AuditEvent event = AuditEvent.of(owner, "dataset.all-erased", "account", Map.of(), Map.of());
        return database.withTransaction(connection -> connection
                        .preparedQuery("DELETE FROM dataset_grant WHERE grantee = $1")
                        .execute(Tuple.of(owner))
                        .chain(() -> connection
                                .preparedQuery("DELETE FROM dataset WHERE owner_id = $1")
                                .execute(Tuple.of(owner)))
                        .call(() -> audit.record(connection, event)))
                .await()
                .indefinitely()
                .rowCount();
    }

    private List<Row> versions(UUID owner) {
        List<Row> found = new ArrayList<>();
        database.preparedQuery("SELECT DISTINCT v.dataset_id, v.object_id FROM dataset d"
                        + " JOIN dataset_version v ON v.dataset_id = d.id WHERE d.owner_id = $1")
                .execute(Tuple.of(owner))
                .await()
                .indefinitely()
                .forEach(found::add);
        return found;
    }
}
