package dev.almanac.audit.archive;

import dev.almanac.audit.append.Sequencer;
import dev.almanac.audit.publish.ArchiveFiles;
import dev.almanac.audit.publish.LogReader;
import dev.almanac.audit.publish.Transaction;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Moves full, old partitions of entries from the database to files. A partition is forgotten only after its files were
/// read back and give the root that the tree has for it. Search rows, disclosures and keys stay.
@ApplicationScoped
class Archivist {

    private static final Logger LOG = Logger.getLogger(Archivist.class);
    private static final Duration DATABASE_LIMIT = Duration.ofMinutes(2);
    private static final int TILES = 256;

    private final Pool database;
    private final LogReader log;
    private final ArchiveFiles files;
    private final ArchiveFiles.Config folder;
    private final ArchiveConfig config;
    private final Sequencer sequencer;
    private final Clock clock;

    Archivist(
            Pool database,
            LogReader log,
            ArchiveFiles files,
            ArchiveFiles.Config folder,
            ArchiveConfig config,
            Sequencer sequencer,
            Clock clock) {
        this.database = database;
        this.log = log;
        this.files = files;
        this.folder = folder;
        this.config = config;
        this.sequencer = sequencer;
        this.clock = clock;
    }

    @Scheduled(cron = "{audit.retention.cron}", timeZone = "UTC")
    void nightly() throws IOException {
        if (sequencer.isWriting() && folder.folder().isPresent()) {
            archive(clock.instant().minus(config.online()));
        }
    }

    /// Archives every full partition whose entries were all recorded before a time.
    ///
    /// @return the partitions that were
    List<Long> archive(Instant before) throws IOException {
        List<Long> done = new ArrayList<>();
        Optional<Long> part = next(before);
        while (part.isPresent()) {
            archive(part.get());
            done.add(part.get());
            part = next(before);
        }
        return done;
    }

    /// The oldest partition that is full, old enough, and still in the database.
    private Optional<Long> next(Instant before) {
        long part = one("SELECT coalesce(max(part) + 1, 0) FROM archived", Tuple.tuple())
                .getLong(0);
        long end = (part + 1) * PartitionFiles.ENTRIES;
        boolean due = log.size() >= end
                && one(
                                        "SELECT count(*) FROM search WHERE seq = $1 AND recorded < $2",
                                        Tuple.of(end - 1, before.atOffset(ZoneOffset.UTC)))
                                .getLong(0)
                        == 1;
        return due ? Optional.of(part) : Optional.empty();
    }

    private void archive(long part) throws IOException {
        PartitionFiles partition = new PartitionFiles(files, log, part);
        partition.write();
        PartitionFiles.Sealed sealed = partition.readBack();
        Transaction.of(database, DATABASE_LIMIT, connection -> {
            forget(connection, part, sealed);
            return part;
        });
        LOG.infof("Partition %d of the log is in %s", part, files.folder());
    }

    private static void forget(SqlConnection connection, long part, PartitionFiles.Sealed sealed) {
        run(connection, "SET LOCAL lock_timeout = '5s'", Tuple.tuple()); // rather tomorrow than in everybody's way
        run(
                connection,
                "INSERT INTO archived (part, root, manifest) VALUES ($1, $2, $3)",
                Tuple.of(part, Buffer.buffer(sealed.root()), Buffer.buffer(sealed.manifestDigest())));
        run(connection, "ALTER TABLE entry DETACH PARTITION entry_" + part, Tuple.tuple());
        run(connection, "DROP TABLE entry_" + part, Tuple.tuple());
        run(
                connection,
                "DELETE FROM tile WHERE level = 0 AND number >= $1 AND number < $2",
                Tuple.of(part * TILES, (part + 1) * TILES));
    }

    private Row one(String sql, Tuple values) {
        return database.preparedQuery(sql)
                .execute(values)
                .await()
                .atMost(DATABASE_LIMIT)
                .iterator()
                .next();
    }

    private static void run(SqlConnection connection, String sql, Tuple values) {
        connection.preparedQuery(sql).execute(values).await().atMost(DATABASE_LIMIT);
    }
}
