package dev.almanac.data.dataset;

import dev.almanac.data.ingest.UploadConfig;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;

/// How much one owner may store. Deleted datasets count until their grace has ended.
@ApplicationScoped
public class Quota {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(10);
    private static final String USED = """
            SELECT (SELECT count(*) FROM dataset WHERE owner_id = $1),
                   (SELECT coalesce(sum(v.size_bytes), 0)::bigint FROM dataset d
                      JOIN dataset_version v ON v.dataset_id = d.id WHERE d.owner_id = $1 AND v.content_version IS NULL)
                 + (SELECT coalesce(sum(received), 0)::bigint FROM upload WHERE owner_id = $1)
            """;

    private final Pool database;
    private final UploadConfig config;

    Quota(Pool database, UploadConfig config) {
        this.database = database;
        this.config = config;
    }

    /// @throws dev.almanac.kit.problem.ProblemException when there is no room for one more. Blocks.
    public void requireRoom(UUID owner, boolean person) {
        Row used = database.preparedQuery(USED)
                .execute(Tuple.of(owner))
                .await()
                .atMost(DATABASE_LIMIT)
                .iterator()
                .next();
        int datasets = person ? config.ownerDatasets() : config.teamDatasets();
        long bytes = (person ? config.ownerBytes() : config.teamBytes()).asLongValue();
        if (used.getLong(0) >= datasets) {
            throw DatasetProblem.QUOTA_EXCEEDED.because(
                    "%d of %d datasets are there; delete one first".formatted(used.getLong(0), datasets));
        }
        if (used.getLong(1) >= bytes) {
            throw DatasetProblem.QUOTA_EXCEEDED.because(
                    "%d of %d bytes are used; delete something first".formatted(used.getLong(1), bytes));
        }
    }
}
