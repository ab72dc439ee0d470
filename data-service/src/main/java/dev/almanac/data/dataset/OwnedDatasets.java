package dev.almanac.data.dataset;

import dev.almanac.data.storage.FileObjects;
import dev.almanac.data.storage.OwnerKeys;
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
    private final FileObjects objects;
    private final OwnerKeys keys;
    private final AuditOutbox audit;

    OwnedDatasets(Pool database, FileObjects objects, OwnerKeys keys, AuditOutbox audit) {
        this.database = database;
        this.objects = objects;
        this.keys = keys;
        this.audit = audit;
    }

    /// Destroys the owner's key, which makes all that they stored unreadable, in backups too; then the objects, then
    /// the rows. Doing it again finishes what was interrupted.
    ///
    /// @return how many datasets are gone by this call
    public int erase(UUID owner) throws IOException {
        database.withTransaction(connection -> ErasedOwners.remember(connection, owner))
                .await()
                .indefinitely();
        keys.destroy(owner);
        for (Row version : versions(owner)) {
            UUID dataset = version.getUUID(0);
            int number = version.getInteger(1);
            objects.delete(Ingest.contentName(dataset, number));
            objects.delete(Ingest.seriesName(dataset, number));
        }
        AuditEvent event = AuditEvent.of(owner, "dataset.all-erased", "account", Map.of(), Map.of());
        return database.withTransaction(connection -> connection
                        .preparedQuery("DELETE FROM dataset WHERE owner_id = $1")
                        .execute(Tuple.of(owner))
                        .call(() -> audit.record(connection, event)))
                .await()
                .indefinitely()
                .rowCount();
    }

    private List<Row> versions(UUID owner) {
        List<Row> found = new ArrayList<>();
        database.preparedQuery("SELECT v.dataset_id, v.version FROM dataset d"
                        + " JOIN dataset_version v ON v.dataset_id = d.id WHERE d.owner_id = $1")
                .execute(Tuple.of(owner))
                .await()
                .indefinitely()
                .forEach(found::add);
        return found;
    }
}
