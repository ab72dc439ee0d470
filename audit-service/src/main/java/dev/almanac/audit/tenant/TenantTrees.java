package dev.almanac.audit.tenant;

import dev.almanac.audit.keys.LogKeys;
import dev.almanac.audit.publish.LogReader;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.Hash;
import dev.almanac.log.RightEdge;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The trees over single tenants' entries: made when they are asked for, from entries that are in the log already, so
/// that appending costs nothing more. A lock a tenant keeps two readers from growing one tree at once. Every call
/// blocks.
@ApplicationScoped
class TenantTrees {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);
    private static final int AT_ONCE = 1_024;
    private static final int BUNDLE = 256;

    private final Pool database;
    private final LogReader log;
    private final LogKeys keys;

    TenantTrees(Pool database, LogReader log, LogKeys keys) {
        this.database = database;
        this.log = log;
        this.keys = keys;
    }

    String origin(String tenant) {
        return keys.origin() + "/t/" + tenant;
    }

    /// The tenant's tree over all its entries up to now.
    Tree grown(String tenant) {
        SqlConnection connection = database.getConnection().await().atMost(DATABASE_LIMIT);
        try {
            run(connection, "BEGIN", Tuple.tuple());
            run(connection, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", Tuple.of("tenant-tree/" + tenant));
            Tree tree = grow(connection, tenant);
            run(connection, "COMMIT", Tuple.tuple());
            return tree;
        } catch (RuntimeException e) {
            connection
                    .query("ROLLBACK")
                    .execute()
                    .onFailure()
                    .recoverWithNull()
                    .await()
                    .atMost(DATABASE_LIMIT);
            throw e;
        } finally {
            connection.closeAndForget();
        }
    }

    Optional<byte[]> tile(String tenant, int level, long index, int width) {
        int length = width * Hash.LENGTH;
        return first(
                        "SELECT hashes FROM tenant_tile WHERE tenant = $1 AND level = $2 AND number = $3",
                        Tuple.of(tenant, level, index))
                .map(row -> row.getBuffer(0).getBytes())
                .filter(hashes -> hashes.length >= length)
                .map(hashes -> Arrays.copyOf(hashes, length));
    }

    /// The exact bytes of the first `width` entries of a bundle; fewer where the tree ends.
    List<byte[]> entries(String tenant, long index, int width) {
        Optional<Row> tile = first(
                "SELECT seqs[1:$3] FROM tenant_tile WHERE tenant = $1 AND level = 0 AND number = $2",
                Tuple.of(tenant, index, width));
        List<byte[]> leaves = new ArrayList<>();
        if (tile.isPresent()) {
            for (Long seq : tile.get().getArrayOfLongs(0)) {
                leaves.add(log.leaf(seq)
                        .orElseThrow(() -> new IllegalStateException("Entry " + seq + " has lost its leaf")));
            }
        }
        return leaves;
    }

    private Tree grow(SqlConnection connection, String tenant) {
        Iterator<Row> stored = run(
                        connection,
                        "SELECT size, root, note, last FROM tenant_tree WHERE tenant = $1",
                        Tuple.of(tenant))
                .iterator();
        Tree tree = stored.hasNext() ? Tree.of(stored.next()) : new Tree(0, Hash.emptyRoot(), sign(tenant, 0), -1);
        while (true) {
            List<Long> seqs = new ArrayList<>();
            run(
                            connection,
                            "SELECT seq FROM search WHERE tenant = $1 AND seq > $2 ORDER BY seq LIMIT $3",
                            Tuple.of(tenant, tree.last(), AT_ONCE))
                    .forEach(row -> seqs.add(row.getLong(0)));
            if (seqs.isEmpty()) {
                return tree;
            }
            tree = append(connection, tenant, tree, seqs);
        }
    }

    private String sign(String tenant, long size) {
        return keys.sign(new Checkpoint(origin(tenant), size, Hash.emptyRoot()));
    }

    private Tree append(SqlConnection connection, String tenant, Tree tree, List<Long> seqs) {
        RightEdge edge = RightEdge.of((level, index) -> storedTile(connection, tenant, level, index), tree.size());
        Map<Long, List<Long>> places = new HashMap<>();
        for (Long seq : seqs) {
            places.computeIfAbsent(edge.size() / BUNDLE, number -> new ArrayList<>())
                    .add(seq);
            edge.append(Hash.leaf(
                    log.leaf(seq).orElseThrow(() -> new IllegalStateException("Entry " + seq + " has lost its leaf"))));
        }
        edge.takeChanged()
                .forEach((place, hashes) -> run(
                        connection,
                        "INSERT INTO tenant_tile (tenant, level, number, hashes, seqs) VALUES ($1, $2, $3, $4, $5)"
                                + " ON CONFLICT (tenant, level, number) DO UPDATE SET hashes = excluded.hashes,"
                                + " seqs = tenant_tile.seqs || excluded.seqs",
                        Tuple.tuple()
                                .addString(tenant)
                                .addInteger(place.level())
                                .addLong(place.index())
                                .addValue(Buffer.buffer(hashes))
                                .addValue(
                                        place.level() == 0
                                                ? places.get(place.index()).toArray(Long[]::new)
                                                : null)));
        byte[] root = edge.root();
        String note = keys.sign(new Checkpoint(origin(tenant), edge.size(), root));
        run(
                connection,
                "INSERT INTO tenant_tree (tenant, size, root, note, last) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (tenant)"
                        + " DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note,"
                        + " last = excluded.last",
                Tuple.of(tenant, edge.size(), Buffer.buffer(root), note, seqs.getLast()));
        return new Tree(edge.size(), root, note, seqs.getLast());
    }

    private static byte[] storedTile(SqlConnection connection, String tenant, int level, long index) {
        return run(
                        connection,
                        "SELECT hashes FROM tenant_tile WHERE tenant = $1 AND level = $2 AND number = $3",
                        Tuple.of(tenant, level, index))
                .iterator()
                .next()
                .getBuffer(0)
                .getBytes();
    }

    private Optional<Row> first(String sql, Tuple values) {
        Iterator<Row> rows = database.preparedQuery(sql)
                .execute(values)
                .await()
                .atMost(DATABASE_LIMIT)
                .iterator();
        return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
    }

    private static RowSet<Row> run(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values).await().atMost(DATABASE_LIMIT);
    }

    /// @param note the signed checkpoint
    /// @param last place in the log of the newest entry, -1 without one
    record Tree(long size, byte[] root, String note, long last) {

        static Tree of(Row row) {
            return new Tree(
                    row.getLong("size"), row.getBuffer("root").getBytes(), row.getString("note"), row.getLong("last"));
        }
    }
}
