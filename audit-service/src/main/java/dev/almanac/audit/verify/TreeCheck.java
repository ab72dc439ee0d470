package dev.almanac.audit.verify;

import dev.almanac.audit.keys.LogKeys;
import dev.almanac.audit.publish.StoredTiles;
import dev.almanac.log.Checkpoint;
import dev.almanac.log.Hash;
import dev.almanac.log.MerkleTree;
import dev.almanac.log.RightEdge;
import dev.almanac.log.RightEdge.TilePosition;
import dev.almanac.log.SignedNote;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Recomputes the tree from leaf hashes: every tile, and the root and signature of every checkpoint. In order, a bundle
/// of 256 at a time.
final class TreeCheck {

    private static final int BUNDLE = 256;

    private final Rows rows;
    private final StoredTiles tiles;
    private final LogKeys keys;
    private final Findings findings;
    private final RightEdge edge = RightEdge.empty();
    private long checkpoints;

    TreeCheck(Rows rows, StoredTiles tiles, LogKeys keys, Findings findings) {
        this.rows = rows;
        this.tiles = tiles;
        this.keys = keys;
        this.findings = findings;
    }

    long checkpoints() {
        return checkpoints;
    }

    RightEdge edge() {
        return edge;
    }

    /// Goes on with the next bundle. Where a leaf and its hash in the tile differ, the level above tells which of the
    /// two was changed.
    ///
    /// @param leaves hashes of the stored leaves; null for one that is missing
    void next(byte[][] leaves) {
        long first = edge.size();
        byte[] stored = storedTile(0, first / BUNDLE, leaves.length);
        byte[] actual = stored.clone();
        for (int i = 0; i < leaves.length; i++) {
            if (leaves[i] != null) {
                System.arraycopy(leaves[i], 0, actual, i * Hash.LENGTH, Hash.LENGTH);
            }
        }
        boolean tileIsRight = Arrays.equals(stored, actual) || isAuthentic(stored, leaves.length);
        if (!tileIsRight) {
            findings.add("tile", "0 " + first / BUNDLE, "it does not hold the hashes of its entries");
        }
        byte[] used = tileIsRight ? stored : actual;
        List<Checkpoint> signed = checkpoints(first, first + leaves.length);
        int next = 0;
        for (int i = 0; i < leaves.length; i++) {
            byte[] hash = Arrays.copyOfRange(used, i * Hash.LENGTH, (i + 1) * Hash.LENGTH);
            if (leaves[i] != null && !Arrays.equals(hash, leaves[i])) {
                findings.add("entry", Long.toString(first + i), "its bytes were changed: the tree has another hash");
            }
            edge.append(hash);
            if (next < signed.size() && signed.get(next).size() == edge.size()) {
                compareRoot(signed.get(next++));
            }
        }
        compareUpper(edge.takeChanged(), BUNDLE);
    }

    /// Compares the unfinished tiles; to be called at the end.
    void finish() {
        compareUpper(edge.unfinished(), 1);
    }

    /// Checkpoints after size `from` up to and with `to`, those with a good signature.
    private List<Checkpoint> checkpoints(long from, long to) {
        return rows
                .list(
                        "SELECT size, note FROM checkpoint WHERE size > $1 AND size <= $2 ORDER BY size",
                        Tuple.of(from, to),
                        this::opened)
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Checkpoint> opened(Row row) {
        long size = row.getLong(0);
        checkpoints++;
        Optional<Checkpoint> checkpoint = SignedNote.open(row.getString(1), keys.verifier())
                .map(Checkpoint::parse)
                .filter(known -> known.size() == size && known.origin().equals(keys.origin()));
        if (checkpoint.isEmpty()) {
            findings.add("checkpoint", Long.toString(size), "it is not signed by this log for this size");
        }
        return checkpoint;
    }

    private void compareRoot(Checkpoint checkpoint) {
        if (!Arrays.equals(checkpoint.root(), edge.root())) {
            findings.add(
                    "checkpoint", Long.toString(checkpoint.size()), "the entries do not give the root that it signs");
        }
    }

    private void compareUpper(Map<TilePosition, byte[]> recomputed, int leastWidth) {
        recomputed.forEach((place, hashes) -> {
            int width = hashes.length / Hash.LENGTH;
            boolean due = place.level() > 0 && width >= leastWidth;
            if (due && !Arrays.equals(storedTile(place.level(), place.index(), width), hashes)) {
                findings.add("tile", place.level() + " " + place.index(), "it does not hold the hashes below it");
            }
        });
    }

    /// Whether the level above, or the newest signed root, was made from these hashes.
    private boolean isAuthentic(byte[] hashes, int width) {
        long index = edge.size() / BUNDLE;
        if (width == BUNDLE) {
            byte[] above = storedTile(1, index / BUNDLE, (int) (index % BUNDLE) + 1);
            byte[] parent = Arrays.copyOfRange(above, above.length - Hash.LENGTH, above.length);
            return Arrays.equals(MerkleTree.fold(hashes, 0, BUNDLE), parent);
        }
        RightEdge trial = edge.copy();
        for (int i = 0; i < width; i++) {
            trial.append(Arrays.copyOfRange(hashes, i * Hash.LENGTH, (i + 1) * Hash.LENGTH));
        }
        byte[] root = rows.one(
                "SELECT root FROM log_state",
                Tuple.tuple(),
                row -> row.getBuffer(0).getBytes());
        return Arrays.equals(trial.root(), root);
    }

    /// The stored hashes, filled up with zeros where some are missing.
    private byte[] storedTile(int level, long index, int width) {
        return Arrays.copyOf(tiles.read(level, index).orElse(new byte[0]), width * Hash.LENGTH);
    }
}
