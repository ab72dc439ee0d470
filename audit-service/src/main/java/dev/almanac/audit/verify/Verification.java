package dev.almanac.audit.verify;

import dev.almanac.audit.append.RollbackGuard;
import dev.almanac.audit.append.Sequencer;
import dev.almanac.audit.keys.LogKeys;
import dev.almanac.audit.publish.LogReader;
import dev.almanac.audit.publish.WitnessConfig;
import dev.almanac.log.Hash;
import dev.almanac.log.Leaf;
import dev.almanac.log.TenantChains;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// One verification of everything, at one moment of the database: leaf, tiles, roots, signatures, and every row beside
/// them. Reads each row once.
final class Verification {

    private static final int BUNDLE = 256;
    private static final int PARTITION = 65_536;

    private final Rows rows;
    private final LogReader log;
    private final LogKeys keys;
    private final RollbackGuard guard;
    private final WitnessConfig witnesses;
    private final LongConsumer progress;
    private final Findings findings = new Findings();

    Verification(
            Rows rows,
            LogReader log,
            LogKeys keys,
            RollbackGuard guard,
            WitnessConfig witnesses,
            LongConsumer progress) {
        this.rows = rows;
        this.log = log;
        this.keys = keys;
        this.guard = guard;
        this.witnesses = witnesses;
        this.progress = progress;
    }

    VerificationReport run(Instant started) {
        State state = rows.one("SELECT size, root, keyed_from FROM log_state", Tuple.tuple(), State::of);
        TreeCheck tree = new TreeCheck(rows, this::tile, keys, findings);
        EntryCheck entries = new EntryCheck(rows, keys, findings, erased(), state.keyedFrom());
        for (long first = 0; first < state.size(); first += BUNDLE) {
            long last = Math.min(state.size(), first + BUNDLE);
            Map<Long, byte[]> leaves = leaves(first, last);
            byte[][] hashes = new byte[(int) (last - first)][];
            for (long seq = first; seq < last; seq++) {
                byte[] leaf = leaves.get(seq);
                hashes[(int) (seq - first)] = leaf == null ? null : Hash.leaf(leaf);
                if (leaf == null) {
                    findings.add("entry", Long.toString(seq), "it is missing");
                }
            }
            tree.next(hashes);
            entries.check(first, last, leaves);
            progress.accept(last);
        }
        tree.finish();
        byte[] root = tree.edge().root();
        if (!Arrays.equals(root, state.root())) {
            findings.add("log_state", "true", "its root is not that of the entries at size " + state.size());
        }
        findOutsiders(state.size());
        compareTimes(state.size());
        new DerivedCheck(rows, log, keys, witnesses, findings).check();
        compareHeads(entries.chains());
        guard.alarm().ifPresent(alarm -> findings.add("log_state", "true", alarm));
        return report(started, state.size(), root, tree.checkpoints(), entries.chains());
    }

    private VerificationReport report(Instant started, long size, byte[] root, long checkpoints, TenantChains chains) {
        return new VerificationReport(
                findings.count() == 0 ? "sound" : "broken",
                started,
                Instant.now(),
                keys.origin(),
                size,
                Base64.getEncoder().encodeToString(root),
                checkpoints,
                chains.heads().size(),
                rows.one("SELECT count(*) FROM archived", Tuple.tuple(), row -> row.getLong(0)),
                findings.count(),
                findings.kept());
    }

    /// The entries whose disclosures other entries say to be gone.
    private Set<Long> erased() {
        Set<Long> all = new HashSet<>();
        List<Long> erasures = rows.list(
                "SELECT seq FROM search WHERE type = 'audit.erasure' ORDER BY seq",
                Tuple.tuple(),
                row -> row.getLong(0));
        for (long seq : erasures) {
            byte[] leaf = leaves(seq, seq + 1).get(seq);
            if (leaf != null && isErasure(leaf)) {
                Leaf.parse(leaf).data().path("entries").forEach(entry -> all.add(entry.asLong()));
            }
        }
        return all;
    }

    private static boolean isErasure(byte[] bytes) {
        try {
            Leaf leaf = Leaf.parse(bytes);
            return leaf.type().equals("audit.erasure") && leaf.source().equals(Sequencer.OWN_SOURCE);
        } catch (IllegalArgumentException changed) {
            return false;
        }
    }

    private Map<Long, byte[]> leaves(long first, long last) {
        Map<Long, byte[]> leaves = new TreeMap<>();
        rows.list("SELECT seq, leaf FROM entry WHERE seq >= $1 AND seq < $2", Tuple.of(first, last), row -> row)
                .forEach(row -> leaves.put(row.getLong(0), row.getBuffer(1).getBytes()));
        return leaves.isEmpty() ? archived(first, last) : leaves;
    }

    private Map<Long, byte[]> archived(long first, long last) {
        Map<Long, byte[]> leaves = new TreeMap<>();
        try {
            List<byte[]> found = log.leaves(first, (int) (last - first));
            for (int i = 0; i < found.size(); i++) {
                leaves.put(first + i, found.get(i));
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | UncheckedIOException e) {
            findings.add("archived", Long.toString(first / PARTITION), "a bundle cannot be read: " + e.getMessage());
        }
        return leaves;
    }

    private Optional<byte[]> tile(int level, long index) {
        List<byte[]> found = rows.list(
                "SELECT hashes FROM tile WHERE level = $1 AND number = $2",
                Tuple.of(level, index),
                row -> row.getBuffer(0).getBytes());
        return found.isEmpty() ? log.archivedTile(level, index) : Optional.of(found.getFirst());
    }

    /// Rows that belong to no entry.
    private void findOutsiders(long size) {
        for (String table : List.of("entry", "search", "disclosure")) {
            rows.list(
                            "SELECT seq FROM " + table + " WHERE seq < 0 OR seq >= $1 ORDER BY seq LIMIT 100",
                            Tuple.of(size),
                            row -> row.getLong(0))
                    .forEach(seq -> findings.add(table, Long.toString(seq), "the log has no such entry"));
        }
        rows.list(
                        "SELECT size FROM checkpoint WHERE size < 0 OR size > $1 ORDER BY size LIMIT 100",
                        Tuple.of(size),
                        row -> row.getLong(0))
                .forEach(beyond ->
                        findings.add("checkpoint", Long.toString(beyond), "it signs more entries than the log has"));
        rows.list(
                        "SELECT level, number FROM tile WHERE level < 0 OR level > 7 OR number < 0"
                                + " OR number * 256 >= ($1::bigint >> (8 * level)) LIMIT 100",
                        Tuple.of(size),
                        row -> row.getInteger(0) + " " + row.getLong(1))
                .forEach(place -> findings.add("tile", place, "the tree has no such tile"));
        if (rows.one("SELECT count(*) FROM idempotency", Tuple.tuple(), row -> row.getLong(0)) != size) {
            rows.list(
                            "SELECT tenant || ' ' || source || ' ' || id FROM (SELECT *, count(*) OVER"
                                    + " (PARTITION BY seq) AS times FROM idempotency) i"
                                    + " WHERE times > 1 OR seq < 0 OR seq >= $1 LIMIT 100",
                            Tuple.of(size),
                            row -> row.getString(0))
                    .forEach(key ->
                            findings.add("idempotency", key, "it shares its entry with another key, or has none"));
        }
    }

    /// Searches by time rest on these.
    private void compareTimes(long size) {
        rows.list(
                        "SELECT s.seq FROM search s JOIN search p ON p.seq = s.seq - 1 WHERE s.recorded <> p.recorded"
                                + " AND NOT EXISTS (SELECT FROM checkpoint c WHERE c.size = s.seq)"
                                + " UNION SELECT $1::bigint WHERE NOT EXISTS (SELECT FROM checkpoint WHERE size = $1)"
                                + " ORDER BY 1 LIMIT 100",
                        Tuple.of(size),
                        row -> row.getLong(0))
                .forEach(place -> findings.add("checkpoint", Long.toString(place), "it is missing"));
        rows.list(
                        "SELECT c.size FROM checkpoint c JOIN search s ON s.seq = c.size - 1"
                                + " WHERE c.recorded IS DISTINCT FROM s.recorded ORDER BY c.size LIMIT 100",
                        Tuple.tuple(),
                        row -> row.getLong(0))
                .forEach(place -> findings.add(
                        "checkpoint", Long.toString(place), "its time is not that of the entry before it"));
    }

    private void compareHeads(TenantChains chains) {
        Map<String, TenantChains.Head> expected = new TreeMap<>(chains.heads());
        for (Row row : rows.list("SELECT tenant, next_seq, leaf_hash FROM tenant_head", Tuple.tuple(), row -> row)) {
            TenantChains.Head stored = new TenantChains.Head(row.getLong(1), row.getString(2));
            if (!stored.equals(expected.remove(row.getString(0)))) {
                findings.add("tenant_head", row.getString(0), "it is not where the tenant's history stands");
            }
        }
        expected.keySet().forEach(tenant -> findings.add("tenant_head", tenant, "it is missing"));
    }

    private record State(long size, byte[] root, long keyedFrom) {

        static State of(Row row) {
            return new State(row.getLong(0), row.getBuffer(1).getBytes(), row.getLong(2));
        }
    }
}
