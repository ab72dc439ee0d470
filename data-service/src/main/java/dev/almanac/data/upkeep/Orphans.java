package dev.almanac.data.upkeep;

import dev.almanac.data.storage.ObjectStore;
import dev.almanac.data.storage.StorageConfig;
import io.quarkus.scheduler.Scheduled;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Removes objects that no row knows: what a service left that died between storing and writing down.
@ApplicationScoped
public class Orphans {

    private static final Logger LOG = Logger.getLogger(Orphans.class);
    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(30);
    private static final Pattern OF_DATASET =
            Pattern.compile("datasets/([0-9a-f-]{36})/([0-9a-f-]{36})/(?:content|series)");
    private static final Pattern OF_UPLOAD = Pattern.compile("uploads/([0-9a-f-]{36})/[0-9a-f-]+");

    private final ObjectStore store;
    private final Pool database;
    private final StorageConfig config;

    Orphans(ObjectStore store, Pool database, StorageConfig config) {
        this.store = store;
        this.database = database;
        this.config = config;
    }

    @Scheduled(every = "6h", delayed = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() throws IOException {
        Instant before = Instant.now().minus(config.orphanAge());
        int removed = collect(before);
        removeDrafts(before);
        if (removed > 0) {
            LOG.infof("%d objects that no row knows are removed", removed);
        }
    }

    /// @return how many are gone by this call
    int collect(Instant before) throws IOException {
        int removed = 0;
        for (String prefix : List.of("datasets/", "uploads/")) {
            for (ObjectStore.StoredObject object : store.list(prefix)) {
                if (object.changed().isBefore(before) && !isKnown(object.name())) {
                    store.delete(object.name());
                    removed++;
                }
            }
        }
        return removed;
    }

    private boolean isKnown(String name) {
        Matcher dataset = OF_DATASET.matcher(name);
        if (dataset.matches()) {
            return exists(
                    "SELECT FROM dataset_version WHERE dataset_id = $1 AND object_id = $2",
                    Tuple.of(UUID.fromString(dataset.group(1)), UUID.fromString(dataset.group(2))));
        }
        Matcher upload = OF_UPLOAD.matcher(name);
        return !upload.matches()
                || exists("SELECT FROM upload WHERE id = $1", Tuple.of(UUID.fromString(upload.group(1))));
    }

    private boolean exists(String sql, Tuple parameters) {
        return database.preparedQuery(sql)
                        .execute(parameters)
                        .await()
                        .atMost(DATABASE_LIMIT)
                        .rowCount()
                > 0;
    }

    private void removeDrafts(Instant before) throws IOException {
        Path drafts = config.folder().resolve("drafts");
        if (!Files.isDirectory(drafts)) {
            return;
        }
        try (Stream<Path> files = Files.list(drafts)) {
            for (Path file : files.toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
