package dev.almanac.audit.verify;

import dev.almanac.audit.keys.Disclosures;
import dev.almanac.audit.keys.LogKeys;
import dev.almanac.audit.search.SearchRow;
import dev.almanac.log.Hash;
import dev.almanac.log.Leaf;
import dev.almanac.log.TenantChains;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Compares the rows beside each leaf with what they must be: search row, disclosures, idempotency key, and the
/// tenant's history. In order of `seq`.
final class EntryCheck {

    private static final String SEARCH_ROWS =
            "SELECT " + SearchRow.COLUMNS + " FROM search WHERE seq >= $1 AND seq < $2";

    private final Rows rows;
    private final LogKeys keys;
    private final Findings findings;
    private final Set<Long> erased;
    private final long keyedFrom;
    private final TenantChains chains = new TenantChains();
    private Instant recorded = Instant.MIN;

    EntryCheck(Rows rows, LogKeys keys, Findings findings, Set<Long> erased, long keyedFrom) {
        this.rows = rows;
        this.keys = keys;
        this.findings = findings;
        this.erased = erased;
        this.keyedFrom = keyedFrom;
    }

    TenantChains chains() {
        return chains;
    }

    /// @param leaves by `seq`; those that are missing were found already
    void check(long first, long last, Map<Long, byte[]> leaves) {
        Map<Long, List<SearchRow>> search = new HashMap<>();
        rows.list(SEARCH_ROWS, Tuple.of(first, last), SearchRow::of)
                .forEach(row -> search.computeIfAbsent(row.seq(), seq -> new ArrayList<>())
                        .add(row));
        Map<Long, List<DisclosureRow>> disclosures = new HashMap<>();
        rows.list(DisclosureRow.SELECT, Tuple.of(first, last), DisclosureRow::of)
                .forEach(row -> disclosures
                        .computeIfAbsent(row.seq(), seq -> new ArrayList<>())
                        .add(row));
        Map<Long, Leaf> parsed = new TreeMap<>();
        leaves.forEach((seq, bytes) -> parse(seq, bytes, parsed));
        parsed.forEach((seq, leaf) -> {
            checkHistory(seq, leaf, leaves.get(seq));
            Map<String, String> values = checkDisclosures(seq, leaf, disclosures.getOrDefault(seq, List.of()));
            checkSearch(seq, leaf, values, search.getOrDefault(seq, List.of()));
        });
        checkKeys(parsed, disclosures);
    }

    private void parse(long seq, byte[] bytes, Map<Long, Leaf> parsed) {
        try {
            parsed.put(seq, Leaf.parse(bytes));
        } catch (IllegalArgumentException e) {
            findings.add("entry", Long.toString(seq), e.getMessage());
        }
    }

    private void checkHistory(long seq, Leaf leaf, byte[] bytes) {
        chains.next(leaf, Hash.leaf(bytes)).ifPresent(wrong -> findings.add("entry", Long.toString(seq), wrong));
        if (leaf.recorded().isBefore(recorded)) {
            findings.add("entry", Long.toString(seq), "it was recorded before the entry that precedes it");
        }
        recorded = leaf.recorded();
    }

    /// @return the values beside the leaf, by name
    private Map<String, String> checkDisclosures(long seq, Leaf leaf, List<DisclosureRow> stored) {
        Set<String> missing = new TreeSet<>(leaf.digests());
        Map<String, String> values = new TreeMap<>();
        for (DisclosureRow row : stored) {
            if (!missing.remove(Disclosures.digest(row.salt(), row.name(), row.value()))) {
                findings.add("disclosure", seq + " " + row.name(), "the leaf holds no digest of it");
            }
            values.put(row.name(), row.value());
        }
        if (erased.contains(seq) && !stored.isEmpty()) {
            findings.add("disclosure", Long.toString(seq), "it is there although an entry says that it was erased");
        }
        if (!erased.contains(seq) && !missing.isEmpty()) {
            findings.add("disclosure", Long.toString(seq), missing.size() + " of its values are missing");
        }
        return values;
    }

    private void checkSearch(long seq, Leaf leaf, Map<String, String> values, List<SearchRow> found) {
        if (found.size() != 1) {
            findings.add("search", Long.toString(seq), found.isEmpty() ? "it is missing" : "it is there twice");
            return;
        }
        String wrong = found.getFirst().differsFrom(leaf, values);
        if (!wrong.isEmpty()) {
            findings.add("search", Long.toString(seq), "not what the leaf and its disclosures say: " + wrong);
        }
    }

    private void checkKeys(Map<Long, Leaf> parsed, Map<Long, List<DisclosureRow>> disclosures) {
        List<Map.Entry<Long, Leaf>> all = List.copyOf(parsed.entrySet());
        Map<Integer, KeyRow> found = new HashMap<>();
        rows.list(
                        "SELECT place, seq, digest FROM known_keys($1, $2, $3)",
                        Tuple.of(
                                all.stream().map(e -> e.getValue().tenant()).toArray(String[]::new),
                                all.stream().map(e -> e.getValue().source()).toArray(String[]::new),
                                all.stream().map(e -> e.getValue().id()).toArray(String[]::new)),
                        KeyRow::of)
                .forEach(row -> found.put(row.place(), row));
        for (int i = 0; i < all.size(); i++) {
            long seq = all.get(i).getKey();
            Leaf leaf = all.get(i).getValue();
            checkKey(seq, leaf, disclosures.getOrDefault(seq, List.of()), found.get(i));
        }
    }

    private void checkKey(long seq, Leaf leaf, List<DisclosureRow> disclosed, KeyRow key) {
        String name = leaf.tenant() + " " + leaf.source() + " " + leaf.id();
        if (key == null) {
            findings.add("idempotency", name, "the key of entry " + seq + " is missing");
        } else if (key.seq() != seq) {
            findings.add("idempotency", name, "it names entry " + key.seq() + ", but it is the key of " + seq);
        } else if (seq >= keyedFrom && !erased.contains(seq) && !Arrays.equals(key.digest(), digest(leaf, disclosed))) {
            findings.add("idempotency", name, "its digest is not that of entry " + seq);
        }
    }

    private byte[] digest(Leaf leaf, List<DisclosureRow> disclosed) {
        TreeMap<String, String> hidden = new TreeMap<>();
        disclosed.forEach(row -> hidden.put(row.name(), row.value()));
        return Disclosures.contentDigest(
                keys,
                leaf.tenant(),
                leaf.source(),
                leaf.id(),
                leaf.type(),
                leaf.subject(),
                Leaf.time(leaf.occurred()),
                leaf.data(),
                hidden);
    }

    private record KeyRow(int place, long seq, byte[] digest) {

        static KeyRow of(Row row) {
            return new KeyRow(
                    (int) (row.getLong(0) - 1), row.getLong(1), row.getBuffer(2).getBytes());
        }
    }
}
