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
            SELECT (SELECT count(*) FROM dataset WHERE owner_id = $1)
                 + (SELECT count(*) FROM upload WHERE owner_id = $1 AND dataset_id IS NULL),
                   (SELECT coalesce(sum(v.size_bytes), 0)::bigint FROM dataset d
                      JOIN dataset_version v ON v.dataset_id = d.id WHERE d.owner_id = $1 AND v.content_version IS NULL)
                 + (SELECT coalesce(sum(length), 0)::bigint FROM upload u WHERE owner_id = $1
                      AND (dataset_id IS NULL OR EXISTS (SELECT FROM ingest i WHERE i.upload_id = u.id)))
            """;

    private final Pool database;
    private final UploadConfig config;

    Quota(Pool database, UploadConfig config) {
        this.database = database;
        this.config = config;
    }

    /// Blocks.
    ///
    /// @param person whether the owner is a person, not a team
    /// @param datasets how many more are wanted
    /// @param more bytes that are wanted, as far as that is known
    /// @throws dev.almanac.kit.problem.ProblemException when there is no room for them
    public void requireRoom(UUID owner, boolean person, int datasets, long more) {
        Row used = database.preparedQuery(USED)
                .execute(Tuple.of(owner))
                .await()
                .atMost(DATABASE_LIMIT)
                .iterator()
                .next();
        int most = person ? config.ownerDatasets() : config.teamDatasets();
        long bytes = (person ? config.ownerBytes() : config.teamBytes()).asLongValue();
        if (used.getLong(0) + datasets > most) {
            throw DatasetProblem.QUOTA_EXCEEDED.because(
                    "%d of %d datasets are there; delete one first".formatted(used.getLong(0), most));
        }
        if (used.getLong(1) + Math.max(1, more) > bytes) {
            throw DatasetProblem.QUOTA_EXCEEDED.because(
                    "%d of %d bytes are used; delete something first".formatted(used.getLong(1), bytes));
        }
    }
}
