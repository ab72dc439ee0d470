package dev.almanac.audit.tenant;

import dev.almanac.audit.keys.LogKeys;
import dev.almanac.audit.publish.LogReader;
import dev.almanac.audit.publish.Transaction;
import dev.almanac.kit.problem.CommonProblem;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.Hash;
import dev.almanac.log.Leaf;
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
import java.util.TreeMap;
import java.util.concurrent.Semaphore;

/// The trees over single tenants' entries: made when they are asked for, from entries that are in the log already, so
/// that appending costs nothing more. A lock a tenant keeps two readers from growing one tree at once. Every call
/// blocks.
@ApplicationScoped
class TenantTrees {

    private static final Duration DATABASE_LIMIT = Duration.ofSeconds(20);
    private static final int AT_ONCE = 1_024;
    private static final int AT_THE_SAME_TIME = 4; // each holds a connection
    private static final int BUNDLE = 256;

    private final Pool database;
    private final LogReader log;
    private final LogKeys keys;
    private final Semaphore growing = new Semaphore(AT_THE_SAME_TIME);

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
        if (!growing.tryAcquire()) {
            throw CommonProblem.UNAVAILABLE.because("Many histories are being prepared now; try again in a moment");
        }
        try {
            return Transaction.of(database, DATABASE_LIMIT, connection -> {
                run(
                        connection,
                        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
                        Tuple.of("tenant-tree/" + tenant));
                return grow(connection, tenant);
            });
        } finally {
            growing.release();
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
        return tile.map(row -> leaves(row.getArrayOfLongs(0))).orElse(List.of());
    }

    private List<byte[]> leaves(Long[] seqs) {
        Map<Long, byte[]> stored = new HashMap<>();
        database.preparedQuery("SELECT seq, leaf FROM entry WHERE seq = ANY($1)")
                .execute(Tuple.of(seqs))
                .await()
                .atMost(DATABASE_LIMIT)
                .forEach(row -> stored.put(row.getLong(0), row.getBuffer(1).getBytes()));
        return Arrays.stream(seqs)
                .map(seq -> stored.containsKey(seq) ? stored.get(seq) : log.archivedLeaf(seq))
                .toList();
    }

    private Tree grow(SqlConnection connection, String tenant) {
        Iterator<Row> stored = run(
                        connection,
                        "SELECT size, root, note, last FROM tenant_tree WHERE tenant = $1",
                        Tuple.of(tenant))
                .iterator();
        Tree tree = stored.hasNext() ? Tree.of(stored.next()) : new Tree(0, Hash.emptyRoot(), signEmpty(tenant), -1);
        while (true) {
            Map<Long, byte[]> leaves = new TreeMap<>();
            run(
                            connection,
                            "SELECT s.seq, e.leaf FROM search s LEFT JOIN entry e USING (seq)"
                                    + " WHERE s.tenant = $1 AND s.seq > $2 ORDER BY s.seq LIMIT $3",
                            Tuple.of(tenant, tree.last(), AT_ONCE))
                    .forEach(row -> leaves.put(
                            row.getLong(0),
                            row.getBuffer(1) == null
                                    ? log.archivedLeaf(row.getLong(0))
                                    : row.getBuffer(1).getBytes()));
            if (leaves.isEmpty()) {
                return tree;
            }
            tree = append(connection, tenant, tree, leaves);
        }
    }

    private String signEmpty(String tenant) {
        return keys.sign(new Checkpoint(origin(tenant), 0, Hash.emptyRoot()));
    }

    private Tree append(SqlConnection connection, String tenant, Tree tree, Map<Long, byte[]> leaves) {
        RightEdge edge = RightEdge.of((level, index) -> storedTile(connection, tenant, level, index), tree.size());
        if (!Arrays.equals(edge.root(), tree.root())) {
            throw new IllegalStateException("The stored tiles of tenant " + tenant + " were altered");
        }
        Map<Long, List<Long>> places = new HashMap<>();
        long last = tree.last();
        for (Map.Entry<Long, byte[]> entry : leaves.entrySet()) {
            requireNext(entry.getKey(), Leaf.parse(entry.getValue()), tenant, edge.size());
            places.computeIfAbsent(edge.size() / BUNDLE, number -> new ArrayList<>())
                    .add(entry.getKey());
            edge.append(Hash.leaf(entry.getValue()));
            last = entry.getKey();
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
                Tuple.of(tenant, edge.size(), Buffer.buffer(root), note, last));
        return new Tree(edge.size(), root, note, last);
    }

    /// A search row alone does not bring an entry into somebody's history: the leaf must say the same.
    private static void requireNext(long seq, Leaf leaf, String tenant, long place) {
        if (!leaf.tenant().equals(tenant) || leaf.tenantSeq() != place) {
            throw new IllegalStateException(
                    "Entry %d is not entry %d of tenant %s: a search row was altered".formatted(seq, place, tenant));
        }
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
