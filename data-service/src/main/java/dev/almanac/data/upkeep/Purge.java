package dev.almanac.data.upkeep;

import dev.almanac.data.ingest.Ingest;
import dev.almanac.data.ingest.UploadConfig;
import dev.almanac.kit.audit.AuditEvent;
import dev.almanac.kit.audit.AuditOutbox;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/// Removes deleted datasets when nobody can have them back any more: their objects, then their rows and with them their
/// keys.
@ApplicationScoped
public class Purge {

    private static final Logger LOG = Logger.getLogger(Purge.class);
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(30);

    private final Pool database;
    private final Ingest ingest;
    private final AuditOutbox audit;
    private final Duration grace;

    Purge(Pool database, Ingest ingest, AuditOutbox audit, UploadConfig config) {
        this.database = database;
        this.ingest = ingest;
        this.audit = audit;
        this.grace = config.grace();
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        purge(OffsetDateTime.now(ZoneOffset.UTC).minus(grace));
    }

    /// @return how many are gone by this call
    int purge(OffsetDateTime deletedBefore) {
        int count = 0;
        for (Row row :
                rows("SELECT id, owner_id FROM dataset WHERE deleted_at < $1 LIMIT 100", Tuple.of(deletedBefore))) {
            try {
                count += purge(row.getUUID(0), row.getUUID(1), deletedBefore) ? 1 : 0;
            } catch (IOException e) {
                LOG.warnf(
                        e, "The objects of dataset %s could not be removed; the next look tries again", row.getUUID(0));
            }
        }
        return count;
    }

    /// The row first: whoever has it back in between keeps everything, and what is left of the rest is an orphan.
    private boolean purge(UUID dataset, UUID owner, OffsetDateTime deletedBefore) throws IOException {
        List<Row> versions =
                rows("SELECT DISTINCT object_id FROM dataset_version WHERE dataset_id = $1", Tuple.of(dataset));
        AuditEvent event = AuditEvent.of(owner, "dataset.purged", "dataset/" + dataset, Map.of(), Map.of());
        boolean gone = database.<Boolean>withTransaction(connection -> connection
                        .preparedQuery("DELETE FROM dataset WHERE id = $1 AND deleted_at < $2")
                        .execute(Tuple.of(dataset, deletedBefore))
                        .map(deleted -> deleted.rowCount() == 1)
                        .call(deleted -> deleted
                                ? audit.record(connection, event)
                                : Uni.createFrom().voidItem()))
                .await()
                .atMost(DATABASE_LIMIT);
        for (Row version : gone ? versions : List.<Row>of()) {
            ingest.discard(dataset, version.getUUID(0));
        }
        return gone;
    }

    private List<Row> rows(String sql, Tuple parameters) {
        List<Row> rows = new ArrayList<>();
        database.preparedQuery(sql)
                .execute(parameters)
                .await()
                .atMost(DATABASE_LIMIT)
                .forEach(rows::add);
        return rows;
    }
}
