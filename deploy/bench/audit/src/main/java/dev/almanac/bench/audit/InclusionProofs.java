package dev.almanac.bench.audit;

import dev.almanac.audit.append.SequencerBench;
import dev.almanac.log.Hash;
import dev.almanac.log.Receipt;
import dev.almanac.log.RightEdge;
import dev.almanac.log.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/// Receipts from a log of millions of entries, whose tree was built without the rest: only the entries that are asked
/// for have leaves and search rows.
final class InclusionProofs {

    private static final int ASKED = 20_000;
    private static final int PARTITION = 65_536;

    private InclusionProofs() {}

    static void run(int entries) throws Exception {
        try (AuditProcess service = AuditProcess.fresh().start()) {
            service.stopService();
            long[] asked = new Random(10)
                    .longs(0, entries)
                    .distinct()
                    .limit(ASKED)
                    .sorted()
                    .toArray();
            try (Connection connection = service.connect();
                    SequencerBench log = service.sequencer()) {
                build(connection, log, entries, asked);
            }
            service.startService();
            service.awaitReady();
            ask(service, entries, asked);
        }
    }

    private static void build(Connection connection, SequencerBench log, int entries, long[] asked)
            throws SQLException {
        connection.setAutoCommit(false);
        Statement tables = connection.createStatement();
        for (long part = 0; part <= entries / PARTITION; part++) {
            tables.execute("CREATE TABLE IF NOT EXISTS entry_%d PARTITION OF entry FOR VALUES FROM (%d) TO (%d)"
                    .formatted(part, part * PARTITION, (part + 1) * PARTITION));
        }
        tables.execute(
                "CREATE TABLE search_trial PARTITION OF search FOR VALUES FROM ('2020-01-01Z') TO ('2020-02-01Z')");
        PreparedStatement tile = connection.prepareStatement(
                "INSERT INTO tile VALUES (?, ?, ?) ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes");
        PreparedStatement entry = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)");
        PreparedStatement search = connection.prepareStatement(
                "INSERT INTO search (seq, recorded, occurred, tenant, tenant_seq, source, type, subject)"
                        + " VALUES (?, '2020-01-02Z', '2020-01-02Z', 't', 0, 's', 'a.b', 'x')");
        RightEdge edge = RightEdge.empty();
        int next = 0;
        for (long seq = 0; seq < entries; seq++) {
            byte[] leaf = ("{\"n\":" + seq + "}").getBytes(StandardCharsets.US_ASCII);
            edge.append(Hash.leaf(leaf));
            if (next < asked.length && asked[next] == seq) {
                next++;
                entry.setLong(1, seq);
                entry.setBytes(2, leaf);
                entry.addBatch();
                search.setLong(1, seq);
                search.addBatch();
            }
            if (edge.size() % PARTITION == 0 || edge.size() == entries) {
                store(tile, edge.takeChanged());
                entry.executeBatch();
                search.executeBatch();
            }
        }
        store(tile, edge.unfinished());
        try (PreparedStatement state = connection.prepareStatement("UPDATE log_state SET size = ?, root = ?")) {
            state.setLong(1, edge.size());
            state.setBytes(2, edge.root());
            state.executeUpdate();
        }
        try (PreparedStatement checkpoint = connection.prepareStatement("INSERT INTO checkpoint VALUES (?, ?)")) {
            checkpoint.setLong(1, edge.size());
            checkpoint.setString(2, log.sign(edge.size(), edge.root()));
            checkpoint.executeUpdate();
        }
        connection.commit();
        connection.setAutoCommit(true);
        connection.createStatement().execute("ANALYZE");
    }

    private static void store(PreparedStatement tile, Map<RightEdge.TilePosition, byte[]> tiles) throws SQLException {
        for (Map.Entry<RightEdge.TilePosition, byte[]> changed : tiles.entrySet()) {
            tile.setInt(1, changed.getKey().level());
            tile.setLong(2, changed.getKey().index());
            tile.setBytes(3, changed.getValue());
            tile.addBatch();
        }
        tile.executeBatch();
    }

    private static void ask(AuditProcess service, int entries, long[] asked) throws Exception {
        String headers = "Authorization: " + service.auditor() + "\r\n";
        long[] nanos = new long[asked.length];
        Random random = new Random(11);
        try (RawHttp http = new RawHttp(service.port())) {
            VerifierKey key =
                    VerifierKey.parse(new String(http.get("/log/key", "").body(), StandardCharsets.UTF_8));
            for (int warm = 0; warm < 2_000; warm++) {
                http.get("/api/v1/audit/events/" + asked[random.nextInt(asked.length)] + "/receipt", headers);
            }
            for (int i = 0; i < nanos.length; i++) {
                long seq = asked[random.nextInt(asked.length)];
                long began = System.nanoTime();
                RawHttp.Answer answer = http.get("/api/v1/audit/events/" + seq + "/receipt", headers);
                nanos[i] = System.nanoTime() - began;
                if (i % 100 == 0) {
                    String text = new String(answer.body(), StandardCharsets.UTF_8);
                    if (!(Receipt.parse(text).verify(key) instanceof Receipt.Verdict.Proven)) {
                        throw new IllegalStateException("Not proven: " + text);
                    }
                }
            }
        }
        long total = Arrays.stream(nanos).sum();
        Arrays.sort(nanos);
        System.out.printf(
                "receipts of a log of %,d over HTTP, one at a time, random: p50 %.2f ms, p99 %.2f ms, %,.0f a second%n",
                entries,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos.length / (total / 1e9));
    }
}
