package dev.almanac.audit.verify;

import dev.almanac.audit.keys.LogKeys;
import dev.almanac.audit.publish.LogReader;
import dev.almanac.audit.publish.WitnessConfig;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.Cosignature;
import dev.almanac.log.Hash;
import dev.almanac.log.RightEdge;
import dev.almanac.log.SignedNote;
import dev.almanac.log.VerifierKey;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Checks what was made from the log: the witnesses' lines and times, the tenants' own trees, the manifests of sealed
/// partitions.
final class DerivedCheck {

    private static final int LINES = 10_000;

    private final Rows rows;
    private final LogReader log;
    private final LogKeys keys;
    private final Findings findings;
    private final Map<String, VerifierKey> witnesses;

    DerivedCheck(Rows rows, LogReader log, LogKeys keys, WitnessConfig config, Findings findings) {
        this.rows = rows;
        this.log = log;
        this.keys = keys;
        this.findings = findings;
        this.witnesses = config.peers().values().stream()
                .map(peer -> VerifierKey.parse(peer.key()))
                .collect(Collectors.toMap(VerifierKey::name, Function.identity()));
    }

    void check() {
        witnesses.values().forEach(this::checkCosignatures);
        rows.list("SELECT tenant, size, root, note FROM tenant_tree", Tuple.tuple(), TenantTree::of)
                .forEach(this::checkTree);
        rows.list("SELECT part, manifest FROM archived", Tuple.tuple(), row -> row)
                .forEach(this::checkManifest);
    }

    /// Lines of witnesses that are no longer configured are not checked: nobody relies on them.
    private void checkCosignatures(VerifierKey witness) {
        long last = -1;
        List<Row> lines;
        do {
            lines = rows.list(
                    "SELECT s.size, s.line, s.at, c.note FROM cosignature s JOIN checkpoint c USING (size)"
                            + " WHERE s.witness = $1 AND s.size > $2 ORDER BY s.size LIMIT " + LINES,
                    Tuple.of(witness.name(), last),
                    row -> row);
            for (Row row : lines) {
                last = row.getLong(0);
                if (!isTrue(row, witness)) {
                    findings.add(
                            "cosignature", last + " " + witness.name(), "the witness did not say this, or not then");
                }
            }
        } while (lines.size() == LINES);
    }

    private static boolean isTrue(Row row, VerifierKey witness) {
        try {
            SignedNote.Line line = SignedNote.Line.parse(row.getString(1).strip());
            String text = SignedNote.parse(row.getString(3)).text();
            Instant said = row.getOffsetDateTime(2).toInstant();
            return Cosignature.time(line, text, witness).filter(said::equals).isPresent();
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private void checkTree(TenantTree tree) {
        RightEdge edge = RightEdge.empty();
        for (Long seq : rows.list(
                "SELECT seq FROM search WHERE tenant = $1 ORDER BY seq LIMIT $2",
                Tuple.of(tree.tenant(), tree.size()),
                row -> row.getLong(0))) {
            log.leaf(seq).ifPresent(leaf -> edge.append(Hash.leaf(leaf)));
        }
        String origin = keys.origin() + "/t/" + tree.tenant();
        Checkpoint expected = new Checkpoint(origin, tree.size(), edge.root());
        boolean signed = SignedNote.open(tree.note(), keys.verifier(origin))
                .map(Checkpoint::parse)
                .filter(expected::equals)
                .isPresent();
        if (!signed || !Arrays.equals(tree.root(), edge.root())) {
            findings.add("tenant_tree", tree.tenant(), "it is not the tree over the tenant's entries");
        }
        edge.takeChanged().forEach((place, hashes) -> {
            List<byte[]> stored = rows.list(
                    "SELECT hashes FROM tenant_tile WHERE tenant = $1 AND level = $2 AND number = $3",
                    Tuple.of(tree.tenant(), place.level(), place.index()),
                    row -> row.getBuffer(0).getBytes());
            if (stored.isEmpty() || !Arrays.equals(stored.getFirst(), hashes)) {
                findings.add(
                        "tenant_tile",
                        tree.tenant() + " " + place.level() + " " + place.index(),
                        "it does not hold the hashes of the tenant's entries");
            }
        });
    }

    private void checkManifest(Row row) {
        Optional<byte[]> manifest = log.archivedManifest(row.getLong(0));
        byte[] digest = row.getBuffer(1).getBytes();
        if (manifest.isEmpty() || !Arrays.equals(Hash.sha256(manifest.get()), digest)) {
            findings.add("archived", Long.toString(row.getLong(0)), "its manifest is missing or was changed");
        }
    }

    private record TenantTree(String tenant, long size, byte[] root, String note) {

        static TenantTree of(Row row) {
            return new TenantTree(
                    row.getString(0), row.getLong(1), row.getBuffer(2).getBytes(), row.getString(3));
        }
    }
}
